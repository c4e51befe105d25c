import { describe, expect, it } from 'vitest';
import { aFence, judgeOne } from '../judge-records.ts';
import { aCall, aCompletion, aReported, aStream, type RecordJson } from '../records.ts';

const eu = aFence('eu');
const account = '111122223333';
const model = (modelId: string | undefined, over = {}) =>
  aCall({ requestParameters: { modelId }, ...over });
const stream = (modelId: string | undefined, awsRegion = 'eu-central-1', over = {}) =>
  aStream({ requestParameters: { modelId }, awsRegion, ...over });
const OPUS = 'eu.anthropic.claude-opus-5';

describe('rule 4.1', () => {
  const open = aStream();
  it.each([
    ['reported', [aReported('eu-west-3')], 'eu-west-3', 'reported', 'inside'],
    ['reported as the source', [aReported('eu-central-1')], 'eu-central-1', 'reported', 'inside'],
    ['reported outside', [aReported('ap-southeast-4')], 'ap-southeast-4', 'reported', 'outside'],
    [
      'by its completion',
      [open, aCompletion(open, 'eu-west-2')],
      'eu-west-2',
      'completion',
      'outside',
    ],
  ])('%s', (_, records, inferenceRegion, basis, verdict) => {
    expect(judgeOne(records, eu)).toMatchObject({ inferenceRegion, basis, verdict });
  });
});

describe('rule 4.2', () => {
  it.each([
    ['an unknown Region', aReported('eu-central-9')],
    ['another case', aReported('EU-WEST-3')],
    ['a space', aReported('eu-west-3 ')],
    ['a property of every object', aReported('constructor')],
    ['null', aReported(null)],
    ['a number', aReported(7)],
    ['an object', aReported({})],
    ['an empty text', aReported('')],
    ['details that are a text', aCall({ additionalEventData: '{"inferenceRegion":"eu-west-3"}' })],
    ['details that are a list', aCall({ additionalEventData: [] })],
    [
      'a model ARN of another Region',
      model('arn:aws:bedrock:eu-west-3::foundation-model/amazon.nova-pro-v1:0'),
    ],
    [
      'a profile ARN of another Region',
      model(`arn:aws:bedrock:eu-west-3:${account}:inference-profile/${OPUS}`),
    ],
    ['a completion without a Region', aCompletion(aStream(), undefined)],
    [
      'a completion that names two',
      aCompletion(aStream(), 'eu-west-3', {
        serviceEventDetails: {
          parentRequestId: 'request-x',
          AdditionalEventData: {
            additionalEntries: [
              { key: 'inferenceRegion', value: 'eu-west-3' },
              { key: 'inferenceRegion', value: 'eu-west-1' },
            ],
          },
        },
      }),
    ],
    [
      'an assumed source that is unknown',
      model('amazon.nova-pro-v1:0', { awsRegion: 'xx-west-1' }),
    ],
    [
      'mantle in an unknown Region',
      aCall({
        eventSource: 'bedrock-mantle.amazonaws.com',
        eventName: 'CreateInference',
        awsRegion: 'xx-west-1',
      }),
    ],
  ])('%s', (_, record) => {
    expect(judgeOne([record], eu)).toMatchObject({
      verdict: 'undecided',
      basis: 'unknown',
      inferenceRegion: null,
      openStream: false,
    });
  });
});

describe('rule 4.3', () => {
  const early = { eventTime: '2025-12-31T23:59:59.999Z' };
  const timeout = { errorCode: 'ModelTimeoutException' };
  const STAYING = [
    'amazon.nova-pro-v1:0',
    'amazon.titan-text-premier-v1:0:200k',
    'arn:aws:bedrock:eu-central-1::foundation-model/amazon.nova-pro-v1:0',
    `arn:aws:bedrock:eu-central-1:${account}:provisioned-model/abcdefghij12`,
    `arn:aws:bedrock:eu-central-1:${account}:custom-model/amazon.nova/abcdefghij12`,
    `arn:aws:bedrock:eu-central-1:${account}:custom-model-deployment/abcdefghij12`,
    `arn:aws:bedrock:eu-central-1:${account}:imported-model/abcdefghij12`,
    `arn:aws:sagemaker:eu-central-1:${account}:endpoint/mine`,
  ];
  it.each<readonly [string, RecordJson]>([
    ['served Converse through a profile', aCall()],
    [
      'served InvokeModel through global.',
      model('global.anthropic.claude-opus-5', { eventName: 'InvokeModel' }),
    ],
    ['served Converse that names no model', aCall({ requestParameters: null })],
    ['details that are null', aCall({ additionalEventData: null })],
    ['details without a Region', aCall({ additionalEventData: { inputTokens: 3 } })],
    ['an early stream', stream('global.anthropic.claude-opus-5', 'eu-central-1', early)],
    [
      'an early bidirectional stream',
      stream(OPUS, 'eu-central-1', { ...early, eventName: 'InvokeModelWithBidirectionalStream' }),
    ],
    [
      'mantle',
      aCall({
        eventSource: 'bedrock-mantle.amazonaws.com',
        eventName: 'CreateInference',
        ...timeout,
      }),
    ],
    ...STAYING.map((id) => [`a stream of ${id}`, stream(id)] as const),
    ...STAYING.map((id) => [`a failure of ${id}`, model(id, timeout)] as const),
  ])('%s', (_, record) => {
    expect(judgeOne([record], eu)).toMatchObject({
      verdict: 'inside',
      basis: 'assumed-source',
      inferenceRegion: 'eu-central-1',
      openStream: false,
    });
  });

  it('the source itself may be outside', () => {
    expect(judgeOne([model('amazon.nova-pro-v1:0', { awsRegion: 'us-east-1' })], eu).verdict).toBe(
      'outside',
    );
  });
});
