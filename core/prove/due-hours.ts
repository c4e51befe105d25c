import { type ClockHour, endOfHour, hourAt, hoursAfter } from './clock-hour.ts';

/**
 * How long after its end an hour is sealed. Whoever writes chooses the hour first: ingest has a minute
 * from there to its last write, a request on the way may take seconds more, and clocks differ by less.
 * Ten minutes are many times that; what comes later still goes into the next seal, as late.
 */
const SEAL_MARGIN_MS = 10 * 60_000;

/** How far back a seal looks for objects that came after their hour was sealed. */
export const LATE_HOURS = 24;

/** The last hour that is safely past. */
export function lastDueHour(nowMs: number): ClockHour {
  return hoursAfter(hourAt(nowMs - SEAL_MARGIN_MS), -1);
}

/** Whether an hour is safely past, so that its seal should be there. */
export function isDue(hour: ClockHour, nowMs: number): boolean {
  return endOfHour(hour) + SEAL_MARGIN_MS <= nowMs;
}
