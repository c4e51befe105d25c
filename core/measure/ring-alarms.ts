import type { Alarm } from './alarms.ts';
import type { AlarmMetric } from './metrics.ts';

/** Counts per metric and minute; null stands for a time that is not known. */
export type MinuteCounts = {
  readonly add: (metric: AlarmMetric, timeMs: number | null, count?: number) => void;
  readonly of: (metric: AlarmMetric) => ReadonlyMap<number | null, number>;
};

export type Rung = {
  readonly alarm: Alarm;
  /** Start of the minute in which it rang first; null where no time is known. */
  readonly atMs: number | null;
  /** Everything that was counted for its metric; of a gauge, the greatest. */
  readonly count: number;
};

const MINUTE_MS = 60_000;

export function createMinuteCounts(): MinuteCounts {
  const series = new Map<AlarmMetric, Map<number | null, number>>();
  return {
    add(metric, timeMs, count = 1) {
      const minutes = series.get(metric) ?? new Map<number | null, number>();
      const minute = timeMs === null ? null : Math.floor(timeMs / MINUTE_MS);
      minutes.set(minute, (minutes.get(minute) ?? 0) + count);
      series.set(metric, minutes);
    },
    of: (metric) => series.get(metric) ?? new Map(),
  };
}

/**
 * The alarms on metrics of our own that would have rung, and when first. A period is the `periodMinutes` up to and with a
 * minute, as CloudWatch's evaluation slides it. What has no time counts together, in no minute.
 */
export function ringAlarms(alarms: readonly Alarm[], counts: MinuteCounts): readonly Rung[] {
  return alarms.flatMap((alarm) => {
    if (alarm.watches.kind !== 'own') return [];
    const minutes = counts.of(alarm.watches.metric);
    const minute = firstMinute(minutes, alarm);
    if (minute === null && (minutes.get(null) ?? 0) < alarm.threshold) return [];
    const values = [...minutes.values()];
    const count =
      alarm.statistic === 'Maximum'
        ? Math.max(...values)
        : values.reduce((sum, each) => sum + each, 0);
    return [{ alarm, atMs: minute === null ? null : minute * MINUTE_MS, count }];
  });
}

/** The first minute up to which one period holds `threshold`. */
function firstMinute(
  counts: ReadonlyMap<number | null, number>,
  { threshold, periodMinutes }: Alarm,
): number | null {
  const minutes = [...counts.keys()].filter((minute) => minute !== null).sort((a, b) => a - b);
  let sum = 0;
  let from = 0;
  for (const minute of minutes) {
    sum += counts.get(minute) ?? 0;
    for (
      let old = minutes[from] ?? minute;
      minute - old >= periodMinutes;
      old = minutes[from] ?? minute
    ) {
      sum -= counts.get(old) ?? 0;
      from += 1;
    }
    if (sum >= threshold) return minute;
  }
  return null;
}
