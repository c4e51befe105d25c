const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** CloudWatch takes 2 weeks back and 2 hours ahead (PutMetricData, read 2026-11-23); one minute is left for the way. */
const OLDEST_MS = 14 * DAY_MS - MINUTE_MS;
const FURTHEST_MS = 120 * MINUTE_MS - MINUTE_MS;

/** The time that a point carries: the event's, where CloudWatch takes it, else that of its detection. */
export function stampOf(eventMs: number | null, nowMs: number): number {
  if (eventMs === null) return nowMs;
  return eventMs > nowMs - OLDEST_MS && eventMs < nowMs + FURTHEST_MS ? eventMs : nowMs;
}

/** Seconds from an event to its judgement, coarser the longer it took: at most about 130 different values. */
export function lagOf(eventMs: number, nowMs: number): number {
  const seconds = Math.max(0, Math.round((nowMs - eventMs) / 1000));
  const [, step] = STEPS.find(([below]) => seconds < below) ?? LAST_STEP;
  return Math.min(MOST_SECONDS, Math.floor(seconds / step) * step);
}

const STEPS = [
  [30, 1],
  [120, 5],
  [600, 30],
  [3600, 300],
  [86_400, 3600],
] as const;
const LAST_STEP = [Number.POSITIVE_INFINITY, 86_400] as const;
const MOST_SECONDS = 30 * 86_400;
