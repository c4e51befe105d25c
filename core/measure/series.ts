import type { Dimension, MetricName } from './metrics.ts';

type Dimensions = Readonly<Partial<Record<Dimension, string>>>;

/** Points of one series in one minute: each value, and how often it was counted. */
export type Datum = {
  readonly name: MetricName;
  readonly dimensions: Dimensions;
  /** UTC epoch. */
  readonly timeMs: number;
  readonly values: readonly number[];
  readonly counts: readonly number[];
};

/** Adds up points, one datum for each series and minute. */
export type Series = {
  readonly add: (
    name: MetricName,
    dimensions: Dimensions,
    timeMs: number,
    count?: number,
    value?: number,
  ) => void;
  /** In the order in which they came first. */
  readonly data: () => readonly Datum[];
};

const MINUTE_MS = 60_000;

export function createSeries(): Series {
  const series = new Map<
    string,
    Omit<Datum, 'values' | 'counts'> & { readonly counted: Map<number, number> }
  >();
  return {
    add(name, dimensions, timeMs, count = 1, value = 1) {
      const minuteMs = Math.floor(timeMs / MINUTE_MS) * MINUTE_MS;
      const key = `${name} ${minuteMs} ${Object.values(dimensions).join(' ')}`;
      const found = series.get(key) ?? { name, dimensions, timeMs: minuteMs, counted: new Map() };
      found.counted.set(value, (found.counted.get(value) ?? 0) + count);
      series.set(key, found);
    },
    data: () =>
      [...series.values()].map(({ counted, ...datum }) => ({
        ...datum,
        values: [...counted.keys()],
        counts: [...counted.values()],
      })),
  };
}
