import type { JudgedCall } from '../judge/judged.ts';
import { ALARMS } from '../measure/alarms.ts';
import { type Point, ringAlarms } from '../measure/ring-alarms.ts';
import type { RungAlarm } from './audit-report.ts';

const DAY_MS = 86_400_000;
const LAST_MINUTE_MS = DAY_MS - 60_000;

type GapCounts = {
  readonly unreadableFiles: number;
  readonly unreadableRecords: number;
  readonly unrecognised: number;
};

/**
 * The alarms that would have rung. What only the end of the day can tell (a stream that stayed open, a
 * file that could not be read) rings in the last minute of the last day. A fence that only observes
 * wakes nobody.
 */
export function ringReport(
  calls: readonly JudgedCall[],
  gaps: GapCounts,
  untilMs: number | null,
): readonly RungAlarm[] {
  const closeMs = untilMs === null ? null : Math.floor(untilMs / DAY_MS) * DAY_MS + LAST_MINUTE_MS;
  const points = [
    ...calls.filter(({ observed }) => !observed).flatMap((call) => pointsOf(call, closeMs)),
    ...repeat('Unreadable', gaps.unreadableFiles + gaps.unreadableRecords, closeMs),
    ...repeat('Unrecognised', gaps.unrecognised, closeMs),
  ];
  return ringAlarms(ALARMS, points).map(({ alarm, atMs, count }) => ({
    id: alarm.id,
    severity: alarm.severity,
    at: atMs === null ? null : new Date(atMs).toISOString().replace('.000Z', 'Z'),
    count,
    because: alarm.why,
  }));
}

function pointsOf(call: JudgedCall, closeMs: number | null): readonly Point[] {
  const { timeMs, verdict, openStream } = call;
  return [
    ...(verdict === 'outside' ? [{ metric: 'Outside', timeMs } as const] : []),
    ...(verdict === 'undecided'
      ? [{ metric: 'Undecided', timeMs: openStream ? closeMs : timeMs } as const]
      : []),
    ...(call.exposed ? [{ metric: 'Exposed', timeMs } as const] : []),
    ...(call.refusal === 'denied' ? [{ metric: 'Denied', timeMs } as const] : []),
  ];
}

function repeat(metric: Point['metric'], count: number, timeMs: number | null): readonly Point[] {
  return Array.from({ length: count }, () => ({ metric, timeMs }));
}
