import { momentMs } from '../core/policy/moment.ts';
import { hourAt } from '../core/prove/clock-hour.ts';

const DAY_MS = 86_400_000;

export type ReadPeriod =
  /** The end is not in it. UTC epoch milliseconds. */
  | { readonly kind: 'period'; readonly fromMs: number; readonly untilMs: number }
  | { readonly kind: 'unusable'; readonly problem: string };

/** Reads `--from` and `--until`; without them the two whole days that the daily run compares. */
export function readPeriod(
  { from, until }: { readonly from?: string; readonly until?: string },
  nowMs: number,
): ReadPeriod {
  const today = Math.floor(nowMs / DAY_MS) * DAY_MS;
  const fromMs = from === undefined ? today - 2 * DAY_MS : momentMs(from, 'first');
  const lastMs = until === undefined ? today - 1 : momentMs(until, 'last');
  if (fromMs === null || lastMs === null) {
    const problem = '--from and --until are a day, 2026-11-03, or an instant, 2026-11-03T10:00:00Z';
    return { kind: 'unusable', problem };
  }
  if (fromMs > lastMs) {
    const problem = `--from ${hourAt(fromMs)} is after --until ${hourAt(lastMs)}`;
    return { kind: 'unusable', problem };
  }
  return { kind: 'period', fromMs, untilMs: lastMs + 1 };
}
