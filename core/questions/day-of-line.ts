import type { Line } from '../judge/reading.ts';
import { type ClockHour, startOfHour } from '../prove/clock-hour.ts';

/** A UTC day: "2026-11-03". */
export type Day = string;

/** Before the first model of Bedrock could be called: nothing that is true happened earlier. */
export const FIRST_DAY: Day = '2023-09-01';

const HOUR_MS = 3_600_000;
const FIRST_MS = Date.parse(`${FIRST_DAY}T00:00:00Z`);

/**
 * Lines of one call lie this far apart at most: a stream ends within the hour, and its completion names
 * its end.
 */
const APART_MS = 2 * HOUR_MS;

/**
 * When a line counts, UTC epoch milliseconds: at its own time. One that has none, or that lies in the
 * future or before there was anything to call, counts in the hour in which it was written, so that no
 * day may hide it.
 */
export function instantOf({ timeMs }: Pick<Line, 'timeMs'>, written: ClockHour): number {
  const writtenMs = startOfHour(written);
  const isPlausible = timeMs !== null && timeMs >= FIRST_MS && timeMs <= writtenMs + APART_MS;
  return isPlausible ? timeMs : writtenMs;
}

export function dayAt(instantMs: number): Day {
  return new Date(instantMs).toISOString().slice(0, 10);
}

/** The days whose calls a line may belong to: its own, and the next or the one before near midnight. */
export function daysAround(instantMs: number): readonly Day[] {
  return [...new Set([instantMs - APART_MS, instantMs, instantMs + APART_MS].map(dayAt))];
}

/**
 * The days in which a correction may be looked for that says nothing but which event it means: that of
 * its writing, and the two before it, because the daily run looks back so far.
 */
export function daysOfStray(written: ClockHour): readonly Day[] {
  return [2, 1, 0].map((days) => dayAt(startOfHour(written) - days * 24 * HOUR_MS));
}
