import { describe, expect, it } from 'vitest';
import { asEvent } from '../../../core/watch/as-event.ts';
import { CALLS_PATTERN } from '../../../core/watch/calls-pattern.ts';
import { matchesPattern } from '../../../core/watch/matches-pattern.ts';
import { aCall, aCompletion, aReported, aStream, aSubmission } from '../judge/records.ts';

const stream = aStream();
const passes = (record: object) => matchesPattern(CALLS_PATTERN, asEvent(record));

describe('what the rule lets through', () => {
  it.each<readonly [string, object]>([
    ['a call', aCall()],
    ['a call that was refused', aCall({ errorCode: 'AccessDenied' })],
    ['a stream', stream],
    [
      'its completion, which has no category',
      aCompletion(stream, 'eu-west-1', { eventCategory: undefined }),
    ],
    ['a submission', aSubmission()],
    [
      'mantle',
      aCall({
        eventSource: 'bedrock-mantle.amazonaws.com',
        eventName: 'CreateInference',
        eventCategory: 'Data',
      }),
    ],
    [
      'the bidirectional stream, a data event',
      aCall({ eventName: 'InvokeModelWithBidirectionalStream', eventCategory: 'Data' }),
    ],
    [
      'an asynchronous call, a data event',
      aCall({ eventName: 'StartAsyncInvoke', eventCategory: 'Data' }),
    ],
    ['a name that nobody knows yet', aCall({ eventName: 'CreateResponse' })],
    [
      'a read that names an inference Region',
      aReported('us-east-1', { eventName: 'GetInference' }),
    ],
    [
      'the completion of what is named like a read',
      aCompletion(stream, 'us-east-1', { eventName: 'GetInference', eventCategory: undefined }),
    ],
    ['the creation of a profile', aCall({ eventName: 'CreateInferenceProfile' })],
  ])('%s', (_, record) => expect(passes(record)).toBe(true));
});

describe('what it keeps out', () => {
  it.each<readonly [string, object]>([
    ['a list', aCall({ eventName: 'ListFoundationModels' })],
    ['a get', aCall({ eventName: 'GetFoundationModel' })],
    ['a description', aCall({ eventName: 'DescribeSomething' })],
    ['a get that is a data event', aCall({ eventName: 'GetAsyncInvoke', eventCategory: 'Data' })],
    ['the data copy of a call', aReported('eu-west-1', { eventCategory: 'Data' })],
    ['the data copy of a stream', aStream({ eventCategory: 'Data' })],
    ['the data copy of a completion', aCompletion(stream, 'eu-west-1', { eventCategory: 'Data' })],
    ['the copy of a VPC endpoint', aCall({ eventType: 'AwsVpceEvents' })],
    ['another service', aCall({ eventSource: 's3.amazonaws.com' })],
  ])('%s', (_, record) => expect(passes(record)).toBe(false));

  it('an event of Bedrock that is no record', () => {
    const job = {
      source: 'aws.bedrock',
      'detail-type': 'Batch Inference Job State Change',
      detail: {},
    };
    expect(matchesPattern(CALLS_PATTERN, job)).toBe(false);
  });
});

it('fits into the 2,048 characters that EventBridge takes', () => {
  expect(JSON.stringify(CALLS_PATTERN).length).toBeLessThan(2048);
});
