import { describe, expect, it } from 'vitest';
import { guardPolicy } from '../../../core/prevent/guard-policy.ts';
import type { LintedPolicy } from '../../../core/prevent/lint-finding.ts';
import { kindOf, lintPolicies } from '../../../core/prevent/lint-policies.ts';
import { makeRolePolicy } from '../../../core/prevent/make-role-policy.ts';
import { parseScp } from '../../../core/prevent/parse-scp.ts';
import { aPolicy } from '../judge/judge-records.ts';
import { AFTER, BEFORE, EU_FROM_FRANKFURT, REGIONS, regionDeny } from './article.ts';

const policy = aPolicy({ fences: [{ name: 'eu', allow: ['eu'] }] });
const [fence] = policy.fences;
if (fence === undefined) throw new Error('no fence');
const GUARD = guardPolicy(fence, policy, [], []);
const NOVA = 'amazon.nova-pro-v1:0';
const EU_ANYWHERE = 'arn:aws:bedrock:*:*:inference-profile/eu.*';
const commercial = Object.entries(policy.regions)
  .filter(([, { partition, status }]) => partition === 'aws' && status === 'ga')
  .map(([code]) => code);

/** A Region deny that leaves some actions out, as the samples of AWS for cross-Region inference do. */
function exempting(NotAction: readonly string[]) {
  const [statement] = BEFORE.Statement;
  return {
    Statement: [{ ...statement, NotAction: [...(statement?.NotAction ?? []), ...NotAction] }],
  };
}
const bedrockDeny = (Action: readonly string[]) => ({
  Statement: [
    {
      ...{ Effect: 'Deny', Action, Resource: '*' },
      Condition: { StringNotEquals: { 'aws:RequestedRegion': REGIONS } },
    },
  ],
});
const allow = (statement: object) => ({ Statement: [{ Effect: 'Allow', ...statement }] });

function read(document: unknown, index: number): LintedPolicy {
  const text = typeof document === 'string' ? document : JSON.stringify(document);
  const parsed = parseScp(text, `p${index}`);
  if (parsed.kind === 'problems') throw new Error(JSON.stringify(parsed.problems));
  return { scp: parsed.scp, text, kind: kindOf(parsed.scp) };
}
const lint = (...documents: readonly unknown[]) => lintPolicies(documents.map(read), policy);

describe('lint finds', () => {
  it.each([
    ['no exception', 'no-exception', [BEFORE]],
    [
      'a list of Regions that lacks one',
      'destination-denied',
      [regionDeny([...REGIONS, 'eu-west-1', 'eu-west-3'])],
    ],
    [
      'an excepted profile that another statement denies',
      'destination-denied',
      [
        {
          Statement: [
            ...AFTER.Statement,
            { Effect: 'Deny', Action: 'bedrock:*', Resource: 'arn:aws:bedrock:eu-west-3::*' },
          ],
        },
      ],
    ],
    [
      'a Region that is denied by its name',
      'destination-denied',
      [
        {
          Statement: {
            ...{ Effect: 'Deny', Action: 'bedrock:*', Resource: '*' },
            Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-west-3' } },
          },
        },
      ],
    ],
    [
      'the same for one role',
      'destination-denied',
      [
        {
          Statement: {
            ...{ Effect: 'Deny', Action: 'bedrock:*', Resource: '*' },
            Condition: {
              StringEquals: { 'aws:RequestedRegion': 'eu-west-3' },
              ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/Chat' },
            },
          },
        },
      ],
    ],
    [
      'models of a Region that are denied by their ARNs',
      'destination-denied',
      [
        {
          Statement: {
            ...{ Effect: 'Deny', Action: 'bedrock:InvokeModel' },
            Resource: 'arn:aws:bedrock:eu-west-3::foundation-model/*',
          },
        },
      ],
    ],
    [
      'a Region deny of streams alone',
      'destination-denied',
      [bedrockDeny(['bedrock:InvokeModelWithResponseStream'])],
    ],
    ['an operation that is no action', 'action-no-effect', [bedrockDeny(['bedrock:Converse'])]],
    [
      'a model ARN without effect',
      'model-arn-no-effect',
      [regionDeny(REGIONS, [EU_FROM_FRANKFURT, `arn:aws:bedrock:*::foundation-model/${NOVA}`])],
    ],
    ['a wildcard source', 'wildcard-source', [regionDeny(REGIONS, [EU_ANYWHERE])]],
    ['a name that is trusted', 'trusts-name', [AFTER]],
    [
      'global. denied by its name',
      'global-by-name',
      [
        {
          Statement: [
            {
              Effect: 'Deny',
              Action: 'bedrock:*',
              Resource: '*',
              Condition: {
                StringEquals: { 'aws:RequestedRegion': 'unspecified' },
                ArnLike: {
                  'bedrock:InferenceProfileArn': 'arn:aws:bedrock:*:*:inference-profile/global.*',
                },
              },
            },
          ],
        },
      ],
    ],
    ['"unspecified" missing', 'missing-unspecified', [regionDeny(commercial)]],
    [
      'batch left out',
      'batch-left-out',
      [bedrockDeny(['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'])],
    ],
    ['Bedrock exempt, what watches it not', 'nothing-can-watch', [exempting(['bedrock:*'])]],
    ['the same by a wildcard source', 'nothing-can-watch', [regionDeny(REGIONS, [EU_ANYWHERE])]],
    ['layers that disagree', 'layers-disagree', [AFTER, BEFORE]],
    ['NotAction with Allow', 'not-action-allow', [allow({ NotAction: 'iam:*', Resource: '*' })]],
    ['full access', 'full-access', [allow({ Action: 'bedrock:*', Resource: '*' })]],
    [
      'a model in every Region',
      'region-less-model',
      [allow({ Action: 'bedrock:InvokeModel', Resource: 'arn:aws:bedrock:*::foundation-model/*' })],
    ],
    [
      'a role without a destination',
      'destination-denied',
      [
        allow({
          Action: 'bedrock:InvokeModel',
          Resource: [EU_FROM_FRANKFURT, 'arn:aws:bedrock:eu-central-1::foundation-model/*'],
        }),
      ],
    ],
    [
      'white space over the limit',
      'size',
      [JSON.stringify(GUARD).replace('{', `{${' '.repeat(10_000)}`)],
    ],
  ])('%s', (_, rule, documents) => {
    const found = lint(...documents).filter((finding) => finding.rule === rule);
    expect(found).toHaveLength(1);
    expect(found[0]?.consequence.length).toBeGreaterThan(20);
    expect(found[0]?.fix.length).toBeGreaterThan(10);
  });
});

describe('lint finds nothing in', () => {
  const role = makeRolePolicy(fence, policy, {
    ...{ all: true, models: [NOVA], profiles: [], sources: [], account: '*' },
    services: ['data-automation', 'guardrail'],
  });
  it.each([
    ['the guard', [GUARD]],
    ["the article's extension with the guard beside it", [AFTER, GUARD]],
    ['both layers extended', [AFTER, AFTER, GUARD]],
    ['what iam prints', role.kind === 'made' ? role.texts : []],
    [
      'a policy of something else',
      [{ Statement: [{ Effect: 'Deny', Action: 's3:*', Resource: '*' }] }],
    ],
    [
      'global. denied by its Region',
      [
        {
          Statement: {
            ...{ Effect: 'Deny', Action: 'bedrock:*', Resource: '*' },
            Condition: { StringEquals: { 'aws:RequestedRegion': 'unspecified' } },
          },
        },
      ],
    ],
    ['FullAWSAccess', [allow({ Action: '*', Resource: '*' })]],
    ['all Regions with "unspecified"', [regionDeny([...commercial, 'unspecified'])]],
  ])('%s', (_, documents) => {
    expect(documents.length).toBeGreaterThan(0);
    expect(lint(...documents)).toEqual([]);
  });
});
