import { ACCOUNT } from './callers.ts';

const bedrock = (resource: string, accountId: string = ACCOUNT.prodChat): string =>
  `arn:aws:bedrock:eu-central-1:${accountId}:${resource}`;

/** Model ids of the sample day, in every form in which CloudTrail shows them. */
export const MODEL = {
  sonnet: 'eu.anthropic.claude-sonnet-4-6',
  opus: 'eu.anthropic.claude-opus-5',
  haiku: 'eu.anthropic.claude-haiku-4-5-20251001-v1:0',
  novaPro: 'eu.amazon.nova-pro-v1:0',
  novaLite: 'eu.amazon.nova-lite-v1:0',
  usOpus: 'us.anthropic.claude-opus-5',
  usSonnet: 'us.anthropic.claude-sonnet-4-6',
  globalSonnet: 'global.anthropic.claude-sonnet-4-6',
  titanEmbed: 'amazon.titan-embed-text-v2:0',
  sonic: 'amazon.nova-sonic-v1:0',
  reel: 'amazon.nova-reel-v1:1',
  baseOpus: 'anthropic.claude-opus-4-7',
  gptOss: 'openai.gpt-oss-120b-1:0',
  /** Its first part is neither a known prefix nor a known provider. */
  unlistedProvider: 'acme.summary-3',
  /** Resolved by the policy's catalog extras: a copy of `sonnet`. */
  profileNamedByPolicy: bedrock('application-inference-profile/p7w2m4x9c1td'),
  /** Resolved by nothing. */
  profileHidden: bedrock('application-inference-profile/k3x9q1v8b5nz'),
  /** Created on this day, as a copy of `globalSonnet`; the policy does not name it. */
  profileCreatedToday: bedrock('application-inference-profile/r5d8h2j6s0ay'),
} as const;

/** Ways to name a model of Frankfurt itself: the call cannot leave its Region. */
export const HOME_FORMS = [
  'arn:aws:bedrock:eu-central-1::foundation-model/anthropic.claude-sonnet-4-6',
  'anthropic.claude-3-sonnet-20240229-v1:0:200k',
  bedrock('provisioned-model/9f2k7d4m1x8q'),
  bedrock('custom-model/amazon.nova-lite-v1:0:300k/h4t6w9z2p7ck'),
  bedrock('custom-model-deployment/b8n3v5r1y6gu'),
  bedrock('imported-model/e2s7f0l4j9mo'),
  'arn:aws:sagemaker:eu-central-1:111122223333:endpoint/support-classifier',
] as const;

/** Ways that hide the model or its routes. */
export const HIDING_FORMS = [
  bedrock('prompt/Q7TZ4MKX2A:3'),
  bedrock('default-prompt-router/anthropic.claude:1'),
] as const;

/** A system profile named by its whole ARN. */
export const SONNET_PROFILE_ARN = bedrock(`inference-profile/${MODEL.sonnet}`);

/** The authorization ARN of a global profile: neither Region nor account. */
export const MODEL_ARN_WITHOUT_REGION =
  'arn:aws:bedrock:::foundation-model/anthropic.claude-sonnet-4-6';

export const NOVA_PRO_IN_STOCKHOLM =
  'arn:aws:bedrock:eu-north-1::foundation-model/amazon.nova-pro-v1:0';
