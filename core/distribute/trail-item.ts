import type { TrailPlace } from '../prove/trail-coverage.ts';
import { readTrailFileName } from '../prove/trail-file-name.ts';

/** What a key of a trail's bucket is to a run. */
export type TrailItem =
  | { readonly kind: 'log'; readonly place: TrailPlace; readonly deliveredMs: number }
  /** In a folder of log files, and not named like one: left alone, and counted. */
  | { readonly kind: 'other' }
  /** Of another time, or in a folder in which no log files lie. */
  | { readonly kind: 'elsewhere' };

/**
 * Reads a key below `AWSLogs/`: an account's folder, or one in that of an organization. `delivered`: UTC
 * epoch milliseconds; whole days are looked through. Layout: CloudTrail user guide, log file locations
 * (read 2026-11-23).
 */
export function trailItemOf(
  key: string,
  delivered: { readonly fromMs: number; readonly untilMs: number },
): TrailItem {
  const [, accountId, sourceRegion, folder] =
    /(?:^|\/)AWSLogs\/(?:[^/]+\/)?(\d{12})\/CloudTrail\/([^/]+)\/(\d{4}\/\d\d\/\d\d)\//.exec(key) ??
    [];
  if (accountId === undefined || sourceRegion === undefined || folder === undefined) {
    return { kind: 'elsewhere' };
  }
  const [first, last] = [dayOf(delivered.fromMs), dayOf(delivered.untilMs)];
  if (folder < first || folder > last) return { kind: 'elsewhere' };
  const is = readTrailFileName(key);
  if (is?.kind !== 'log') return { kind: 'other' };
  if (is.deliveredMs < delivered.fromMs) return { kind: 'elsewhere' };
  return { kind: 'log', place: { accountId, sourceRegion }, deliveredMs: is.deliveredMs };
}

/** "2026/11/03" */
function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10).replaceAll('-', '/');
}
