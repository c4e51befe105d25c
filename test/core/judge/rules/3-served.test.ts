import { describe, expect, it } from 'vitest';
import { aFence, judgeOne, judgeSubmission } from '../judge-records.ts';
import { aCall, aCompletion, aReported, aStream, aSubmission } from '../records.ts';

const eu = aFence('eu');
const SCP = 'with an explicit deny in a service control policy';
const arn = (region: string) => `arn:aws:bedrock:${region}::foundation-model/amazon.nova-pro-v1:0`;

describe('rule 3.1', () => {
  it.each([
    ['AccessDenied', 'denied'],
    ['AccessDeniedException', 'denied'],
    ['Client.AccessDenied', 'denied'],
    ['ExpiredTokenException', 'denied'],
    ['UnrecognizedClientException', 'denied'],
    ['InvalidSignatureException', 'denied'],
    ['IncompleteSignature', 'denied'],
    ['MissingAuthenticationToken', 'denied'],
    ['ThrottlingException', 'throttled'],
    ['ServiceQuotaExceededException', 'throttled'],
    ['ModelNotReadyException', 'throttled'],
    ['ServiceUnavailable', 'throttled'],
    ['Client.ValidationException', 'invalid'],
    ['ResourceNotFoundException', 'invalid'],
  ])('%s is %s', (errorCode, refusal) => {
    const call = aCall({ errorCode, requestParameters: { modelId: 'global.x' } });
    expect(judgeOne([call], eu)).toMatchObject({
      verdict: 'not-served',
      refusal,
      inferenceRegion: null,
      basis: null,
      exposed: false,
      unresolved: false,
    });
  });

  const denied = { errorCode: 'AccessDenied' };
  it.each([
    ['it names a Region', aReported('us-east-1', denied), 'outside'],
    ['it names null', aReported(null, denied), 'undecided'],
    ['its details cannot be read', aCall({ ...denied, additionalEventData: 'x' }), 'undecided'],
    ['it counts tokens', aCall({ ...denied, additionalEventData: { outputTokens: 1 } }), 'inside'],
  ])('but not where %s', (_, record, verdict) => {
    expect(judgeOne([record], eu).verdict).toBe(verdict);
  });

  it('but not where a stream was completed', () => {
    const stream = aStream(denied);
    expect(judgeOne([stream, aCompletion(stream, 'us-east-1')], eu).verdict).toBe('outside');
  });
});

describe('rule 3.2', () => {
  it.each([
    'ModelTimeoutException',
    'ModelErrorException',
    'InternalServerException',
    'ModelStreamErrorException',
    'Denied',
    'accessdenied',
  ])('%s may have run', (errorCode) => {
    const call = { errorCode, requestParameters: { modelId: 'global.anthropic.claude-opus-5' } };
    expect(judgeOne([aCall(call)], eu)).toMatchObject({ verdict: 'undecided', exposed: true });
  });
  it.each([7, {}, ['AccessDenied'], true])('an errorCode %j may have run', (errorCode) => {
    const call = { errorCode, requestParameters: { modelId: 'global.anthropic.claude-opus-5' } };
    expect(judgeOne([aCall(call)], eu).verdict).toBe('undecided');
  });
  it.each([null, ''])('an errorCode %j is none', (errorCode) => {
    expect(judgeOne([aCall({ errorCode })], eu)).toMatchObject({
      verdict: 'inside',
      basis: 'assumed-source',
    });
  });
});

describe('rule 3.3', () => {
  it.each([
    [
      `not authorized to perform: bedrock:InvokeModel on resource: ${arn('eu-north-1')} ${SCP}`,
      'eu-north-1',
    ],
    [
      `not authorized to perform: bedrock:InvokeModel on resource: ${arn('eu-north-1')} because no identity-based policy allows it`,
      null,
    ],
    [`not authorized to perform: bedrock:InvokeModel on resource: ${arn('')} ${SCP}`, null],
    [SCP, null],
    [7, null],
  ])('%s', (errorMessage, blockedRegion) => {
    const call = aCall({ errorCode: 'AccessDenied', errorMessage });
    expect(judgeOne([call], eu)).toMatchObject({
      verdict: 'not-served',
      blockedRegion,
      inferenceRegion: null,
    });
  });

  it('a refused submission counts and nothing else', () => {
    const refused = aSubmission({
      errorCode: 'ThrottlingException',
      requestParameters: { modelId: 'global.x' },
    });
    expect(judgeSubmission([refused], eu)).toMatchObject({
      refused: true,
      exposed: false,
      unresolved: false,
      neverRecorded: false,
    });
  });
});
