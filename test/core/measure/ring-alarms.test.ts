import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ALARMS } from '../../../core/measure/alarms.ts';
import type { AlarmMetric } from '../../../core/measure/metrics.ts';
import { createMinuteCounts, ringAlarms } from '../../../core/measure/ring-alarms.ts';

const MINUTE = 60_000;
const NINE = Date.parse('2026-11-03T09:00:00Z');

type Point = { readonly metric: AlarmMetric; readonly timeMs: number | null };

const refused = (minutes: readonly (number | null)[]): Point[] =>
  minutes.map((minute) => ({
    metric: 'Denied',
    timeMs: minute === null ? null : NINE + minute * MINUTE,
  }));
const times = (count: number, minute: number | null) => Array.from({ length: count }, () => minute);
function ring(points: readonly Point[]) {
  const counts = createMinuteCounts();
  for (const { metric, timeMs } of points) counts.add(metric, timeMs);
  return ringAlarms(ALARMS, counts).map(({ alarm, atMs, count }) => [
    alarm.id,
    atMs === null ? null : (atMs - NINE) / MINUTE,
    count,
  ]);
}

describe('20 refusals in 15 minutes', () => {
  it.each<readonly [string, readonly (number | null)[], number | null | 'silent']>([
    ['19 in one minute', times(19, 0), 'silent'],
    ['20 in one minute', times(20, 3), 3],
    ['20, the last in the same minute at its end', [...times(19, 0), 0.99], 0],
    ['19, and one in the 15th minute', [...times(19, 0), 14], 14],
    ['19, and one in the 16th minute', [...times(19, 0), 15], 'silent'],
    ['19 at the end of a minute, one at the start of the 15th', [...times(19, 0.99), 14], 14],
    [
      'over an hour, one every 3 minutes',
      Array.from({ length: 20 }, (_, index) => index * 3),
      'silent',
    ],
    [
      'a window that no clock cuts: 10 in minute 14, 10 in 16',
      [...times(10, 14), ...times(10, 16)],
      16,
    ],
    ['over midnight', [...times(10, 899), ...times(10, 901)], 901],
    ['too few, long before enough', [...times(5, -100), ...times(20, 50)], 50],
    ['the first of two times that it would ring', [...times(20, 50), ...times(20, 5)], 5],
    ['in any order', [7, ...times(9, 2), 0, ...times(9, 6)], 7],
    ['20 without a time', times(20, null), null],
    ['19 without a time', times(19, null), 'silent'],
    ['19 without a time and 19 with one', [...times(19, null), ...times(19, 0)], 'silent'],
    [
      '20 with a time count for the minute, others only for the count',
      [...times(5, null), ...times(20, 4)],
      4,
    ],
    ['none', [], 'silent'],
  ])('%s', (_, minutes, at) => {
    const rung = at === 'silent' ? [] : [['denied-attempts', at, minutes.length]];
    expect(ring(refused(minutes))).toEqual(rung);
  });
});

it.each([
  ['Outside', 'outside', 'critical'],
  ['Undecided', 'undecided', 'critical'],
  ['Exposed', 'exposure', 'warning'],
  ['Unreadable', 'unreadable', 'critical'],
  ['Unrecognised', 'unrecognised', 'critical'],
] as const)('one %s is one too many: %s, %s', (metric, id, severity) => {
  const at = { metric, timeMs: NINE + 59_999 };
  expect(ring([at])).toEqual([[id, 0, 1]]);
  expect(ring([{ metric, timeMs: null }])).toEqual([[id, null, 1]]);
  expect(ring([{ metric, timeMs: NINE + 5 * MINUTE }, at])).toEqual([[id, 0, 2]]);
  expect(ALARMS.find((alarm) => alarm.id === id)?.severity).toBe(severity);
});

it('no alarm hears the metric of another', () => {
  expect(ring([...refused(times(19, 0)), { metric: 'Exposed', timeMs: NINE }])).toEqual([
    ['exposure', 0, 1],
  ]);
});

it('rings exactly where some 15 minutes hold 20, at the end of the earliest', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 80 }), (minutes) => {
      const ends = [...new Set(minutes)]
        .filter((end) => minutes.filter((each) => each <= end && each > end - 15).length >= 20)
        .sort((a, b) => a - b);
      const rung = ends.length === 0 ? [] : [['denied-attempts', ends[0], minutes.length]];
      expect(ring(refused(minutes))).toEqual(rung);
    }),
  );
});

it('many at once are as many one by one, and none is none', () => {
  const counts = createMinuteCounts();
  counts.add('Denied', NINE, 20);
  counts.add('Unreadable', NINE, 0);
  counts.add('Unrecognised', null, 0);
  expect(ringAlarms(ALARMS, counts)).toEqual([
    { alarm: expect.objectContaining({ id: 'denied-attempts' }), atMs: NINE, count: 20 },
  ]);
});

it('every alarm has a name of its own and says why', () => {
  expect(new Set(ALARMS.map(({ id }) => id)).size).toBe(ALARMS.length);
  expect(new Set(ALARMS.map(({ watches }) => JSON.stringify(watches))).size).toBe(ALARMS.length);
  for (const { why } of ALARMS) expect(why).toMatch(/\S{2}/);
});
