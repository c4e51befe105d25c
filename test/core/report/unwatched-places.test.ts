import { describe, expect, it } from 'vitest';
import { readRecord } from '../../../core/judge/read-record.ts';
import type { WatchedHour } from '../../../core/prove/watched-hour.ts';
import { createUnwatchedPlaces } from '../../../core/report/unwatched-places.ts';
import { aCall } from '../judge/records.ts';

const A = '111122223333';
const B = '444455556666';
const place = (accountId: string) => ({ accountId, region: 'eu-central-1' });
const watched = (over: Partial<WatchedHour>): WatchedHour => ({
  schema: 'watched/1',
  hour: '2026-11-03T10',
  ...{ canaries: {}, missing: [], compared: [], quiet: {}, notCompared: [], leftOut: 0 },
  ...over,
});
const lacking = (accountId: string, seen: number, unseen: number) =>
  watched({ compared: [{ ...place(accountId), counted: seen + unseen, seen, unseen }] });
const callAt = (time: string, recipientAccountId = A) =>
  readRecord(aCall({ eventTime: `2026-11-03T${time}Z`, recipientAccountId }));

function listOf(hours: readonly WatchedHour[], ...calls: readonly ReturnType<typeof callAt>[]) {
  const places = createUnwatchedPlaces();
  for (const hour of hours) places.addHour(hour);
  for (const call of calls) places.addLine(call);
  return places.list();
}

describe('what was not seen of an account and Region', () => {
  it('adds up over the hours, the most unseen first', () => {
    const later = { ...lacking(A, 0, 3), hour: '2026-11-03T11' };
    const none = { unseen: 0, notCompared: 0, why: [], missing: 0 };
    const found = listOf([
      lacking(A, 1, 2),
      later,
      lacking(B, 0, 9),
      watched({ notCompared: [{ why: 'AccessDenied', places: { 'eu-west-1': [A, B] } }] }),
      watched({ missing: [{ ...place('777788889999'), last: '2026-11-03T08' }] }),
    ]);
    expect(found).toEqual([
      { ...none, ...place(B), unseen: 9 },
      { ...none, ...place(A), unseen: 5 },
      { ...none, accountId: A, region: 'eu-west-1', notCompared: 1, why: ['AccessDenied'] },
      { ...none, accountId: B, region: 'eu-west-1', notCompared: 1, why: ['AccessDenied'] },
      { ...none, ...place('777788889999'), missing: 1 },
    ]);
  });

  it.each([
    ['nothing was added', [], 2],
    ['of another account', [callAt('10:30:00', B)], 2],
    ['of another hour', [callAt('11:30:00')], 2],
    ['what was there then', [callAt('10:30:00')], 2],
    ['one more', [callAt('10:30:00'), callAt('10:40:00')], 1],
    [
      'all, one of them at the edge',
      [callAt('10:30:00'), callAt('10:40:00'), callAt('11:01:00')],
      0,
    ],
  ])('is what evidence lacks to this day: %s', (_, calls, unseen) => {
    const found = listOf([lacking(A, 1, 2)], ...calls);
    expect(found.map((each) => each.unseen)).toEqual(unseen === 0 ? [] : [unseen]);
  });

  it('is nothing where all was seen', () => {
    expect(listOf([watched({}), lacking(A, 3, 0)])).toEqual([]);
  });
});
