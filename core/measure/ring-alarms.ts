import type { Alarm, AlarmMetric } from './alarms.ts';

/** Something that was counted, and when; null where the time is not known. */
export type Point = { readonly metric: AlarmMetric; readonly timeMs: number | null };

export type Rung = {
  readonly alarm: Alarm;
  /** Start of the minute in which it rang first; null where no time is known. */
  readonly atMs: number | null;
  /** Everything that was counted for its metric. */
  readonly count: number;
};

const MINUTE_MS = 60_000;

/**
 * The alarms that would have rung, and when first. A period is the `periodMinutes` up to and with a
 * minute, as CloudWatch's evaluation slides it. Points without a time count together, in no minute.
 */
export function ringAlarms(alarms: readonly Alarm[], points: readonly Point[]): readonly Rung[] {
  return alarms.flatMap((alarm) => {
    const counted = points.filter(({ metric }) => metric === alarm.metric);
    const minutes = counted.flatMap(({ timeMs }) =>
      timeMs === null ? [] : Math.floor(timeMs / MINUTE_MS),
    );
    const minute = firstMinute(
      minutes.sort((a, b) => a - b),
      alarm,
    );
    const untimed = counted.length - minutes.length;
    if (minute === null && untimed < alarm.threshold) return [];
    return [{ alarm, atMs: minute === null ? null : minute * MINUTE_MS, count: counted.length }];
  });
}

/** The first minute up to which `threshold` of the sorted minutes lie within one period. */
function firstMinute(
  minutes: readonly number[],
  { threshold, periodMinutes }: Alarm,
): number | null {
  const at = minutes.findIndex((minute, index) => {
    const earliest = minutes[index - threshold + 1];
    return earliest !== undefined && minute - earliest < periodMinutes;
  });
  return minutes[at] ?? null;
}
