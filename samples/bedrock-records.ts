import { type Caller, userIdentity } from './callers.ts';
import { CLIENT, type Client } from './clients.ts';
import type { Random } from './random.ts';

export type SampleRecord = Readonly<Record<string, unknown>>;

export type Tokens = readonly [input: number, output: number];

/** One API call as a chapter of the day describes it. */
export type ApiCall = {
  /** UTC time of day, "10:31:07", or with a fraction. */
  readonly at: string;
  readonly region: string;
  readonly caller: Caller;
  readonly client: Client;
  readonly eventName: string;
  /** Sent as `modelId`, to mantle as `model`. */
  readonly model?: string | undefined;
  /** Instead of the parameters that follow from `model`. */
  readonly requestParameters?: unknown;
  /** `additionalEventData.inferenceRegion`, with its tokens. */
  readonly ranIn?: string | undefined;
  readonly tokens?: Tokens | undefined;
  readonly error?: { readonly code: string; readonly message: string } | undefined;
  readonly host?: string;
  readonly mantle?: boolean;
  /** Recorded as a data event. */
  readonly dataEvent?: boolean;
  /** Further or other top-level fields. */
  readonly fields?: SampleRecord;
};

export type Completion = {
  readonly at: string;
  readonly ranIn: string;
  readonly tokens: Tokens;
  /** `additionalEntries` is an object, or a list of key and value. */
  readonly entries: 'object' | 'list';
};

const DAY = '2026-11-03';

/** The address of a caller in a documentation range (RFC 5737), steady per account. */
const addressOf = (random: Random, caller: Caller): string =>
  `198.51.100.${(Number(caller.accountId) % 50) + random.integer(1, 9)}`;

function hostOf(call: ApiCall): string {
  if (call.host !== undefined) return call.host;
  return call.mantle === true
    ? `bedrock-mantle.${call.region}.api.aws`
    : `bedrock-runtime.${call.region}.amazonaws.com`;
}

/** The CloudTrail record of one API call to Bedrock, in the shape of the 2026 documentation. */
export function apiCallRecord(random: Random, call: ApiCall): SampleRecord {
  const isData = call.dataEvent === true || call.mantle === true;
  const parameters =
    call.mantle === true ? { model: call.model, stream: false } : { modelId: call.model };
  return {
    eventVersion: '1.11',
    userIdentity: userIdentity(random, call.caller),
    eventTime: `${DAY}T${call.at}Z`,
    eventSource: call.mantle === true ? 'bedrock-mantle.amazonaws.com' : 'bedrock.amazonaws.com',
    eventName: call.eventName,
    awsRegion: call.region,
    sourceIPAddress: addressOf(random, call.caller),
    userAgent: CLIENT[call.client],
    ...(call.error && { errorCode: call.error.code, errorMessage: call.error.message }),
    requestParameters: call.requestParameters === undefined ? parameters : call.requestParameters,
    responseElements: null,
    ...(call.ranIn !== undefined && {
      additionalEventData: {
        inferenceRegion: call.ranIn,
        ...(call.tokens && { inputTokens: call.tokens[0], outputTokens: call.tokens[1] }),
      },
    }),
    requestID: random.uuid(),
    eventID: random.uuid(),
    readOnly: call.mantle !== true,
    eventType: 'AwsApiCall',
    managementEvent: !isData,
    recipientAccountId: call.caller.accountId,
    eventCategory: isData ? 'Data' : 'Management',
    tlsDetails: {
      tlsVersion: 'TLSv1.3',
      cipherSuite: 'TLS_AES_128_GCM_SHA256',
      clientProvidedHostHeader: hostOf(call),
    },
    ...call.fields,
  };
}

/** Of a profile id: the model behind it. What an ARN names is kept out of the samples' completions. */
function baseModelOf({ requestParameters: parameters }: SampleRecord): string {
  const hasModel = typeof parameters === 'object' && parameters !== null && 'modelId' in parameters;
  return String(hasModel ? parameters.modelId : 'unknown').replace(/^(eu|us|global)\./, '');
}

/** The second record of a streaming call, written by the service when the stream has ended. */
export function completionRecord(
  random: Random,
  call: SampleRecord,
  completion: Completion,
): SampleRecord {
  const entries = {
    inferenceRegion: completion.ranIn,
    inputTokens: completion.tokens[0],
    outputTokens: completion.tokens[1],
  };
  return {
    eventVersion: '1.11',
    userIdentity: call.userIdentity,
    eventTime: `${DAY}T${completion.at}Z`,
    eventSource: call.eventSource,
    eventName: call.eventName,
    awsRegion: call.awsRegion,
    sourceIPAddress: call.sourceIPAddress,
    userAgent: call.userAgent,
    requestID: random.uuid(),
    eventID: random.uuid(),
    readOnly: true,
    resources: [
      {
        type: 'AWS::Bedrock::Model',
        ARN: `arn:aws:bedrock:${completion.ranIn}::foundation-model/${baseModelOf(call)}`,
      },
    ],
    eventType: 'AwsServiceEvent',
    recipientAccountId: call.recipientAccountId,
    serviceEventDetails: {
      parentRequestId: call.requestID,
      AdditionalEventData: {
        additionalEntries:
          completion.entries === 'object'
            ? entries
            : Object.entries(entries).map(([key, value]) => ({ key, value: String(value) })),
      },
    },
  };
}
