import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JudgedCall } from '../../../../core/judge/judged.ts';
import { aFence, aPolicy, judge, judgeCalls, judgeOne, judgeSubmission } from '../judge-records.ts';
import {
  aCall,
  aCompletion,
  aCorrection,
  aReported,
  aStream,
  aSubmission,
  type RecordJson,
} from '../records.ts';

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

/** The request that is part of a call's key: a correction takes the key of its original, and keeps its own request. */
function requestOf({ key }: JudgedCall): string {
  return String(JSON.parse(key)[1]);
}

describe('an event id that several calls share', () => {
  const inside = (requestID: string, over = {}) =>
    aReported('eu-west-3', { requestID, eventID: 'shared', ...over });
  const one = inside('one');
  const two = inside('two');
  const three = inside('three');
  const denied = inside('denied', { additionalEventData: null, errorCode: 'AccessDenied' });
  const batch = aSubmission({ requestID: 'batch', eventID: 'shared' });
  const outside = { additionalEventData: { inferenceRegion: 'us-east-1' } };
  const corrected = aCorrection(two, outside);
  const likewise = (of: typeof one) => aCorrection(of, { eventID: 'corrections' });
  const lone = aReported('eu-west-3');
  const doubt = 'its correction names an event that several calls share';
  const other = 'its correction turned out to be something else';

  it.each<readonly [string, readonly object[], readonly (string | undefined)[], string]>([
    ['two', [one, two, corrected], ['one', 'two'], doubt],
    ['three', [one, two, three, corrected], ['one', 'three', 'two'], doubt],
    ['also by a chain', [one, two, corrected, aCorrection(corrected)], ['one', 'two'], doubt],
    ['refused or not', [one, denied, aCorrection(one)], ['denied', 'one'], doubt],
    [
      'of a correction that was corrected',
      [
        ...[inside('one', { eventID: 'a' }), inside('two', { eventID: 'b' })],
        ...[likewise(inside('one', { eventID: 'a' })), likewise(inside('two', { eventID: 'b' }))],
        aCorrection({ ...one, eventID: 'corrections' }, outside),
      ],
      ['one', 'two'],
      doubt,
    ],
    [
      'of a correction and a call',
      [lone, aCorrection(lone, { eventID: 'shared' }), two, corrected],
      [lone.requestID as string, 'two'],
      doubt,
    ],
    ['of another kind', [one, batch, aCorrection(batch)], ['one'], other],
  ])('%s: none of them is clean, and none is lost', (_, records, requests, because) => {
    for (const order of [records, records.toReversed()]) {
      const judged = judgeCalls(order, eu);
      expect(judged.map(requestOf).sort()).toEqual(requests.toSorted());
      for (const call of judged)
        expect(call).toMatchObject({
          verdict: 'undecided',
          because: expect.stringMatching(because),
        });
    }
  });

  it('a submission among them is unresolved', () => {
    for (const of of [batch, one])
      expect(judgeSubmission([one, batch, aCorrection(of)], eu)).toMatchObject({
        unresolved: true,
        neverRecorded: true,
      });
  });

  it('a correction that cannot be understood leaves all that it may be for', () => {
    const unreadable = aCorrection(aCorrection(one, { eventID: 'a' }), { awsRegion: null });
    const records = [one, two, aCorrection(one, { eventID: 'a' }), unreadable];
    expect(judgeCalls(records, eu).map(({ verdict }) => verdict)).toEqual([
      'undecided',
      'undecided',
    ]);
  });

  it('whatever else there is, none of them is inside or waived, and no call is lost', () => {
    const ids = fc.constantFrom('x', 'y', 'z', 'a', 'b');
    const requests = fc.constantFrom('1', '2', '3', '4');
    const regions = fc.constantFrom('eu-west-3', 'us-east-1', 'ap-south-1');
    const anOver = fc.record({ requestID: requests, eventID: ids });
    const aRecord = fc
      .tuple(regions, anOver, fc.option(ids))
      .map(([region, over, corrects]) =>
        corrects === null
          ? aReported(region, over)
          : aCorrection({ ...aReported(region, over), eventID: corrects }, over),
      );
    const policy = aPolicy({
      fences: [{ name: 'eu', allow: ['eu'] }],
      waivers: [
        {
          ...{ id: 'w', reason: 'a test', owner: 'nobody', approvedBy: 'somebody', ticket: 'T-1' },
          ...{ regions: ['ap-south-1'], from: '2026-01-01', until: '2026-12-31' },
        },
      ],
    });
    const isCorrection = ({ addendum }: RecordJson) => addendum !== undefined;
    fc.assert(
      fc.property(fc.array(aRecord, { maxLength: 10 }), ids, fc.gen(), (some, shared, gen) => {
        const records = [...some, aCorrection(aReported('eu-west-3', { eventID: shared }))];
        const ordinary = records.filter((record) => !isCorrection(record));
        const judged = new Map(
          judgeCalls(records, policy).map((call) => [requestOf(call), call.verdict]),
        );
        for (const { requestID } of ordinary) expect(judged.has(String(requestID))).toBe(true);
        const sharing = ordinary.filter(({ eventID }) => eventID === shared);
        const contested = new Set(sharing.map(({ requestID }) => String(requestID)));
        for (const request of contested.size > 1 ? contested : [])
          expect(judged.get(request)).toBe('undecided');
        const order = gen(() => fc.shuffledSubarray(records, { minLength: records.length }));
        expect(judge(order, policy)).toEqual(judge(records, policy));
      }),
      { numRuns: process.env.DEEP ? 20_000 : 300 },
    );
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
