import fc from 'fast-check';
import {
  aCall,
  aCompletion,
  aCorrection,
  aReported,
  aStream,
  aSubmission,
  type RecordJson,
} from './records.ts';

const REGIONS = [
  'eu-central-1',
  'eu-central-2',
  'eu-west-2',
  'us-east-1',
  'ap-southeast-4',
  'mars-1',
];
const MODELS = [
  'eu.anthropic.claude-opus-5',
  'global.anthropic.claude-sonnet-4-6',
  'amazon.nova-pro-v1:0',
  'arn:aws:bedrock:eu-central-1:111122223333:application-inference-profile/abc',
  'nonsense',
];
const ids = fc.constantFrom('a', 'b', 'c', null, undefined, 7);
const region = fc.constantFrom<unknown>(...REGIONS, null, 7, undefined);
const data = fc.oneof(
  region.map((inferenceRegion) => ({ inferenceRegion, inputTokens: 7 })),
  fc.constantFrom<unknown>(undefined, null, 'text', [], {}),
);

/** Fields that decide something, each with values that decide otherwise. */
const over: fc.Arbitrary<RecordJson> = fc.record(
  {
    requestID: ids,
    eventID: ids,
    awsRegion: fc.constantFrom(...REGIONS),
    eventTime: fc.constantFrom(
      '2026-11-03T10:31:07Z',
      '2026-11-03T11:59:59Z',
      '2026-11-03T12:00:01Z',
      '2025-11-03T12:00:01Z',
      'yesterday',
      null,
    ),
    eventName: fc.constantFrom(
      'Converse',
      'ConverseStream',
      'InvokeModel',
      'CreateModelInvocationJob',
      'Odd',
    ),
    requestParameters: fc.oneof(
      fc.constantFrom(...MODELS).map((modelId) => ({ modelId })),
      fc.constantFrom<unknown>(null, 'text'),
    ),
    additionalEventData: data,
    errorCode: fc.constantFrom('AccessDenied', 'ThrottlingException', 'InternalServer', undefined),
    recipientAccountId: fc.constantFrom('111122223333', '444455556666', undefined),
    userAgent: fc.constantFrom('aws-cli/2', 'Boto3/1', undefined, 7),
  },
  { requiredKeys: [] },
);

const parent = aStream({ requestID: 'a' });
const bases: fc.Arbitrary<RecordJson> = fc.constantFrom(
  aCall(),
  aReported('eu-west-3'),
  parent,
  aCompletion(parent, 'eu-west-1'),
  aSubmission(),
  aCorrection(aCall({ eventID: 'a' })),
);

/** A record of Bedrock in which some fields hold something else. */
export const aPerturbedRecord: fc.Arbitrary<RecordJson> = fc
  .tuple(bases, over)
  .map(([base, fields]) => JSON.parse(JSON.stringify({ ...base, ...fields })));
