import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JudgedCall } from '../../../../core/judge/judged.ts';
import { aFence, aPolicy, judge, judgeCalls, judgeSubmission } from '../judge-records.ts';
import { aCorrection, aReported, aSubmission, type RecordJson } from '../records.ts';

const eu = aFence('eu');

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
      { numRuns: process.env.DEEP ? 20_000 : 100 },
    );
  });
});
