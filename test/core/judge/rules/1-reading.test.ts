import { describe, expect, it } from 'vitest';
import { readRecord } from '../../../../core/judge/read-record.ts';
import {
  aCall,
  aCompletion,
  aReported,
  aStream,
  aSubmission,
  type RecordJson,
} from '../records.ts';

const read = (record: unknown) => readRecord(JSON.parse(JSON.stringify(record)));
const kindOf = (record: unknown) => read(record).kind;

const host = (name: string) => ({ tlsDetails: { clientProvidedHostHeader: name } });
const RUNTIME = host('bedrock-runtime.eu-central-1.amazonaws.com');
const NO_HOST = { tlsDetails: undefined };
const NO_MODEL = { requestParameters: null };
const MANTLE = { eventSource: 'bedrock-mantle.amazonaws.com', ...NO_HOST };

describe('rule 1.1', () => {
  it.each([
    ['another service', aReported('us-east-1', { eventSource: 's3.amazonaws.com' }), 'other'],
    ['AgentCore', aCall({ eventSource: 'bedrock-agentcore.amazonaws.com' }), 'other'],
    ['another case', aCall({ eventSource: 'Bedrock.amazonaws.com' }), 'other'],
    ['no source', aCall({ eventSource: null }), 'other'],
    ['a list', [aCall()], 'other'],
    ['a text', 'bedrock.amazonaws.com', 'other'],
    ['null', null, 'other'],
    ['Bedrock', aCall(), 'call'],
    ['mantle', aCall({ ...MANTLE, eventName: 'CreateInference' }), 'call'],
  ])('%s', (_, record, kind) => expect(kindOf(record)).toBe(kind));
});

describe('rule 1.2', () => {
  it.each([
    ['eventName null', aCall({ eventName: null })],
    ['eventName a number', aCall({ eventName: 7 })],
    ['eventType missing', aCall({ eventType: undefined })],
    ['awsRegion missing', aCall({ awsRegion: undefined })],
    ['awsRegion an object', aSubmission({ awsRegion: {} })],
    ['requestParameters a text', aCall({ requestParameters: '{}' })],
    ['requestParameters a list', aSubmission({ requestParameters: [] })],
    [
      'requestParameters of a completion a number',
      aCompletion(aStream(), 'eu-west-3', { requestParameters: 1 }),
    ],
    [
      'a service event named like a call, no parent',
      aStream({ eventType: 'AwsServiceEvent', ...NO_MODEL }),
    ],
    [
      'a service event with a model, no parent',
      aCall({ eventName: 'Foo', eventType: 'AwsServiceEvent' }),
    ],
    [
      'a service event with an inference Region, no parent',
      aCompletion({ ...aStream(), requestID: '' }, 'us-east-1', { eventName: 'Foo' }),
    ],
    ['an unknown event type that names a Region', aReported('us-east-1', { eventType: 'AwsNew' })],
    ['an unknown event type that names null', aReported(null, { eventType: 'AwsNew' })],
  ])('%s', (_, record) => expect(kindOf(record)).toBe('unreadable'));

  it('says which record and which field', () => {
    expect(read(aCall({ awsRegion: 7 }))).toMatchObject({
      problem: 'Converse: awsRegion is no text',
    });
  });

  it.each([
    ['housekeeping with a broken awsRegion', aCall({ eventName: 'GetGuardrail', awsRegion: 7 })],
    ['an unknown event type that names nothing', aCall({ eventType: 'AwsConsoleAction' })],
    [
      'a service event about a job',
      aCall({ eventName: 'JobDone', eventType: 'AwsServiceEvent', ...NO_MODEL }),
    ],
  ])('%s is no gap', (_, record) => expect(kindOf(record)).toBe('other'));
});

describe('rule 1.3', () => {
  const parent = aStream();
  const listed = {
    parentRequestId: parent.requestID,
    AdditionalEventData: {
      additionalEntries: [
        { key: 'inferenceRegion', value: 'eu-west-3' },
        { key: 'inputTokens', value: '120' },
        { key: 'outputTokens', value: 40 },
      ],
    },
  };
  it.each([
    ['entries as an object', aCompletion(parent, 'eu-west-3')],
    ['entries as a list', aCompletion(parent, 'x', { serviceEventDetails: listed })],
    ['any event name', aCompletion(parent, 'eu-west-3', { eventName: 'StreamDone' })],
  ])('%s', (_, record) => {
    expect(read(record)).toMatchObject({
      kind: 'completion',
      line: {
        requestId: parent.requestID,
        inputTokens: 120,
        outputTokens: 40,
        facts: { named: { kind: 'named', region: 'eu-west-3' }, models: [] },
      },
    });
  });
});

describe('rule 1.4', () => {
  it.each<readonly [string, RecordJson]>([
    ...[
      'InvokeModel',
      'InvokeModelWithResponseStream',
      'Converse',
      'ConverseStream',
      'InvokeModelWithBidirectionalStream',
    ].map((eventName) => [eventName, aCall({ eventName, ...NO_HOST, ...NO_MODEL })] as const),
    ['mantle CreateInference', aCall({ ...MANTLE, eventName: 'CreateInference', ...NO_MODEL })],
    [
      'unlisted, names a Region',
      aReported('us-east-1', { eventName: 'New', ...NO_HOST, ...NO_MODEL }),
    ],
    ['unlisted, names null', aReported(null, { eventName: 'New', ...NO_HOST })],
    [
      'unlisted, a Region, control-plane host',
      aReported('us-east-1', { eventName: 'New', ...host('bedrock.eu-central-1.amazonaws.com') }),
    ],
    ['unlisted, a model, runtime host', aCall({ eventName: 'CreateChatCompletion' })],
    [
      'unlisted, a model, mantle host',
      aCall({
        ...MANTLE,
        eventName: 'CreateResponse',
        requestParameters: { model: 'openai.gpt-oss-120b' },
        ...host('bedrock-mantle.eu-central-1.api.aws'),
      }),
    ],
  ])('%s', (_, record) => expect(kindOf(record)).toBe('call'));

  it('reads the model in either place, and both', () => {
    const both = { modelId: 'eu.anthropic.claude-opus-5', model: 'amazon.nova-pro-v1:0' };
    expect(read(aCall({ requestParameters: both }))).toMatchObject({
      line: { facts: { models: ['amazon.nova-pro-v1:0', 'eu.anthropic.claude-opus-5'] } },
    });
  });
});

describe('rule 1.5', () => {
  it.each([
    'CreateModelInvocationJob',
    'StartAsyncInvoke',
    'InvokeDataAutomation',
    'InvokeDataAutomationAsync',
    'CreateEvaluationJob',
    'GenerateQuery',
    'Rerank',
  ])('%s', (eventName) => {
    expect(kindOf(aSubmission({ eventName }))).toBe('submission');
    expect(kindOf(aReported('us-east-1', { eventName }))).toBe('submission');
  });
});

describe('rule 1.6', () => {
  it.each([
    ['Get*', { eventName: 'GetFoundationModelAvailability', ...RUNTIME }],
    ['List*', { eventName: 'ListAsyncInvokes', ...RUNTIME }],
    ['Describe*', { eventName: 'DescribeAnything', ...RUNTIME }],
    ['Cancel*', { eventName: 'CancelInvoke', ...RUNTIME }],
    ['Delete*', { eventName: 'DeleteInvoke', ...RUNTIME }],
    ['CountTokens', { eventName: 'CountTokens', ...RUNTIME }],
    ['RenderPrompt', { eventName: 'RenderPrompt', ...RUNTIME }],
    ['a guardrail evaluation', { eventName: 'ApplyGuardrail', ...RUNTIME }],
    ['an agent operation', { eventName: 'InvokeAgent', ...RUNTIME }],
    [
      'a control-plane operation, wherever sent',
      { eventName: 'PutFoundationModelEntitlement', ...RUNTIME },
    ],
    [
      'any name at a control-plane host',
      { eventName: 'New', ...host('bedrock.eu-central-1.amazonaws.com') },
    ],
    [
      'any name at the agents host',
      { eventName: 'New', ...host('bedrock-agent.eu-central-1.amazonaws.com') },
    ],
    ['mantle projects', { ...MANTLE, eventName: 'CreateProject' }],
    ['mantle files', { ...MANTLE, eventName: 'UploadFile' }],
    ['mantle fine-tuning', { ...MANTLE, eventName: 'CreateFineTuningJob' }],
    ['a network-activity copy', { eventType: 'AwsVpceEvents' }],
    ['nothing of a model', { eventName: 'New', ...NO_HOST, ...NO_MODEL }],
  ])('%s', (_, over) => expect(kindOf(aCall(over))).toBe('other'));
});

describe('rule 1.7', () => {
  it.each([
    ['unlisted, a model, no host', { eventName: 'New', ...NO_HOST }],
    [
      'unlisted, a model, agent-runtime host',
      { eventName: 'New', ...host('bedrock-agent-runtime.eu-central-1.amazonaws.com') },
    ],
    ['unlisted, runtime host, no model', { eventName: 'New', ...NO_MODEL }],
    [
      'housekeeping that names a Region',
      { eventName: 'GetInvoke', additionalEventData: { inferenceRegion: 'us-east-1' } },
    ],
    ['projects of another source, a model', { eventName: 'CreateProject', ...NO_HOST }],
  ])('%s', (_, over) => expect(kindOf(aCall(over))).toBe('unrecognised'));
});

describe('rule 1.8', () => {
  it.each([
    ['upper case', 'BEDROCK-RUNTIME.eu-central-1.amazonaws.com', 'call'],
    [
      'an interface endpoint',
      'vpce-0a1b-xyz.bedrock-runtime.eu-central-1.vpce.amazonaws.com',
      'call',
    ],
    ['FIPS', 'bedrock-runtime-fips.us-east-1.amazonaws.com', 'call'],
    ['FIPS control plane', 'bedrock-fips.us-east-1.amazonaws.com', 'other'],
    [
      'an interface endpoint of the control plane',
      'vpce-0a1b.bedrock.us-east-1.vpce.amazonaws.com',
      'other',
    ],
    ['a name that only contains it', 'my-bedrock-runtime.example.org', 'unrecognised'],
  ])('%s', (_, name, kind) =>
    expect(kindOf(aCall({ eventName: 'New', ...host(name) }))).toBe(kind),
  );
});
