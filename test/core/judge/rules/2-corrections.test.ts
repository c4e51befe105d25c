import { describe, expect, it } from 'vitest';
import { aFence, judge, judgeCalls, judgeOne, judgeSubmission } from '../judge-records.ts';
import { aCall, aCompletion, aCorrection, aReported, aStream, aSubmission } from '../records.ts';

const eu = aFence('eu');
const duplicatesOf = (records: unknown[]) =>
  judge(records, eu).reduce((sum, { duplicates }) => sum + duplicates, 0);

describe('rule 2.1', () => {
  const original = aCall();
  const outside = { additionalEventData: { inferenceRegion: 'us-east-1' } };
  const first = aCorrection(original, outside);
  const second = aCorrection(first, { additionalEventData: { inferenceRegion: 'eu-west-3' } });

  it.each([
    ['replaces its original', [original, first], 'outside', 1],
    ['in any order', [first, original], 'outside', 1],
    ['replaces every copy', [original, first, original], 'outside', 2],
    ['replaces a correction that it names', [second, original, first], 'inside', 2],
    ['two that agree are merged', [original, first, aCorrection(original, outside)], 'outside', 2],
    [
      'two that differ leave it undecided',
      [
        original,
        first,
        aCorrection(original, { additionalEventData: { inferenceRegion: 'eu-west-3' } }),
      ],
      'undecided',
      2,
    ],
    ['without its original it stands alone', [first], 'outside', 0],
    [
      'one that names no original is a copy',
      [original, { ...first, addendum: { reason: 'UPDATED_DATA' } }],
      'outside',
      1,
    ],
    [
      'another reason is a copy',
      [
        original,
        { ...first, addendum: { reason: 'DELIVERY_DELAY', originalEventID: original.eventID } },
      ],
      'outside',
      1,
    ],
  ])('%s', (_, records, verdict, duplicates) => {
    expect(judgeOne(records, eu).verdict).toBe(verdict);
    expect(duplicatesOf(records)).toBe(duplicates);
  });

  it('takes the key of its original, whatever request it names', () => {
    const other = { ...first, requestID: 'another' };
    expect(judgeOne([original, other], eu)).toMatchObject({ verdict: 'outside' });
  });

  it('corrects nothing in a circle', () => {
    const one = {
      ...aReported('us-east-1'),
      eventID: 'one',
      addendum: { reason: 'UPDATED_DATA', originalEventID: 'two' },
    };
    const two = {
      ...aReported('us-east-1'),
      eventID: 'two',
      addendum: { reason: 'UPDATED_DATA', originalEventID: 'one' },
    };
    expect(judgeCalls([one, two], eu)).toHaveLength(2);
    const self = { ...first, addendum: { reason: 'UPDATED_DATA', originalEventID: first.eventID } };
    expect(judgeOne([original, self], eu).verdict).toBe('outside');
    expect(duplicatesOf([original, self])).toBe(1);
  });

  it('corrects a record that stands in a circle', () => {
    const naming = (eventID: string, originalEventID: string) => ({
      ...aReported('us-east-1'),
      eventID,
      addendum: { reason: 'UPDATED_DATA', originalEventID },
    });
    const records = [naming('one', 'two'), naming('two', 'one'), naming('three', 'one')];
    expect(judgeCalls(records, eu)).toHaveLength(2);
    expect(duplicatesOf(records)).toBe(1);
  });

  it('replaces no correction that it does not name, also one whose original is not in the input', () => {
    const absent = { reason: 'UPDATED_DATA', originalEventID: 'absent' };
    const other = { ...original, eventID: 'other', addendum: absent };
    const named = { ...other, additionalEventData: { inferenceRegion: 'eu-west-3' } };
    expect(judgeOne([original, first, named], eu).verdict).toBe('undecided');
    expect(judgeOne([original, first, other], eu).verdict).toBe('outside');
  });

  it('corrects a completion alone and leaves its call', () => {
    const stream = aStream();
    const completion = aCompletion(stream, 'us-east-1');
    const records = [
      stream,
      completion,
      aCorrection(completion, {
        serviceEventDetails: {
          parentRequestId: stream.requestID,
          AdditionalEventData: { additionalEntries: { inferenceRegion: 'eu-west-3' } },
        },
      }),
    ];
    expect(judgeOne(records, eu)).toMatchObject({ verdict: 'inside', basis: 'completion' });
    expect(duplicatesOf(records)).toBe(1);
  });

  it('survives a chain of 20,000 corrections', () => {
    const chain = [aCall()];
    for (let n = 0; n < 20_000; n += 1) chain.push(aCorrection(chain.at(-1) ?? {}));
    expect(judgeCalls(chain, eu)).toHaveLength(1);
  });
});

describe('rule 2.2', () => {
  const call = aReported('eu-west-3');
  const denied = aCall({ errorCode: 'AccessDenied' });
  it.each([
    ['names another source Region', [call, aCorrection(call, { awsRegion: 'eu-west-1' })]],
    ['turned out a submission', [call, aCorrection(call, { eventName: 'StartAsyncInvoke' })]],
    [
      'turned out housekeeping',
      [call, aCorrection(call, { eventName: 'GetInvoke', additionalEventData: null })],
    ],
    ['turned out unreadable', [call, aCorrection(call, { awsRegion: null })]],
    ['turned out unrecognised', [call, aCorrection(call, { eventName: 'GetInvoke' })]],
    [
      'turned out a completion',
      [
        call,
        aCorrection(aCompletion(call, 'eu-west-3'), {
          addendum: { reason: 'UPDATED_DATA', originalEventID: call.eventID },
        }),
      ],
    ],
    ['of a refused call', [denied, aCorrection(denied, { eventName: 'GetInvoke' })]],
  ])('%s', (_, records) => {
    expect(judgeOne(records, eu)).toMatchObject({
      verdict: 'undecided',
      basis: 'unknown',
      inferenceRegion: null,
    });
  });

  it('leaves a submission unresolved', () => {
    const batch = aSubmission();
    expect(judgeSubmission([batch], eu)).toMatchObject({ unresolved: false, neverRecorded: false });
    const turned = aCorrection(batch, { eventName: 'Converse' });
    expect(judgeSubmission([batch, turned], eu)).toMatchObject({
      unresolved: true,
      neverRecorded: true,
    });
  });
});

describe('the order of records is nothing', () => {
  const one = aCall({ eventID: 'shared', awsRegion: 'eu-central-1', requestID: null });
  const other = aCall({ eventID: 'shared', awsRegion: 'us-east-1', requestID: null });
  const call = aCall();
  const moved = aCorrection(call, { awsRegion: 'us-east-1' });
  const turned = aCorrection(call, { eventName: 'CreateModelInvocationJob' });
  it.each<readonly [string, readonly object[]]>([
    ['for an event id that two Regions share', [one, other, aCorrection(one)]],
    ['for several doubts about one call', [call, moved, turned]],
  ])('%s', (_, records) => {
    const judged = (some: readonly object[]) =>
      judgeCalls(some, aFence('eu')).map(({ verdict, because }) => ({ verdict, because }));
    const expected = judged(records);
    expect(expected).toMatchObject([{ verdict: 'undecided' }]);
    for (const [first, ...rest] of [records, records.slice(1).concat(records.slice(0, 1))]) {
      expect(judged([...rest, first ?? {}])).toEqual(expected);
      expect(judged([...rest.toReversed(), first ?? {}])).toEqual(expected);
    }
  });
});
