import type { Stretch } from './check-digest-chain.ts';

/** What it means that no valid digest names a log file. */
export type LogPlace =
  /** Digests that follow each other cover its time: it was added, or another trail delivered it. */
  | 'added'
  /** It is a little newer than every digest: the next one will name it. */
  | 'open'
  /** It is from a time, or of an account and Region, of which no valid digest is here. */
  | 'not covered';

const HOUR_MS = 3_600_000;
/** A digest is made every hour, even where nothing was delivered: when a second is due, one is missing. */
const NEXT_DUE_MS = 2 * HOUR_MS;

/** A file is named by the digest of the hour in which it came to the bucket, or of the hour after. */
export function placeLog(deliveredMs: number, covered: readonly Stretch[]): LogPlace {
  const within = ({ fromMs, untilMs }: Stretch) =>
    deliveredMs >= fromMs && deliveredMs <= untilMs - HOUR_MS;
  if (covered.some(within)) return 'added';
  const last = Math.max(...covered.map(({ untilMs }) => untilMs));
  const isNext = deliveredMs > last - HOUR_MS && deliveredMs < last + NEXT_DUE_MS;
  return covered.length > 0 && isNext ? 'open' : 'not covered';
}
