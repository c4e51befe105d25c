import { expect, it } from 'vitest';
import { timelineSlots } from '../../../dashboards/report/timeline-slots.ts';
import { aBreakdown, aReport } from '../../core/report/reports.ts';

const slots = (hours: readonly string[], unseen: readonly string[] = []) =>
  timelineSlots(
    aReport({
      hours: hours.map((name) => aBreakdown({ name })),
      unseenHours: unseen.map((hour) => ({ hour, gaps: 2 })),
    }),
  );

it('has every hour between the first and the last, with or without a call', () => {
  expect(
    slots(['2026-11-03T22', '2026-11-04T01'], ['2026-11-04T02']).map(({ name, counts, gaps }) => [
      name,
      counts.inside,
      gaps,
    ]),
  ).toEqual([
    ['2026-11-03T22', 1, 0],
    ['2026-11-03T23', 0, 0],
    ['2026-11-04T00', 0, 0],
    ['2026-11-04T01', 1, 0],
    ['2026-11-04T02', 0, 2],
  ]);
});

it.each([
  ['days', ['2026-10-01T00', '2026-10-31T23'], 31, '2026-10-01'],
  ['months', ['2026-01-31T00', '2026-12-01T00'], 12, '2026-01'],
  ['years', ['0001-01-01T00', '9999-01-01T00'], 2, '0001'],
])('a long period is shown by %s', (_, hours, length, first) => {
  const shown = slots(hours);
  expect([shown.length, shown[0]?.name]).toEqual([length, first]);
  expect(shown.reduce((sum, { counts }) => sum + counts.inside, 0)).toBe(2);
});

it.each([[[]], [['not named', '2026-13-03T22', '__proto__']]])(
  '%j: nothing has a time',
  (hours) => {
    expect(slots(hours)).toEqual([]);
  },
);
