/** How much there is to do in a distributed run. */
export type Work = {
  /** Log files and objects of evidence. */
  readonly files: number;
  readonly kept: number;
  /** Packed bytes of the log files. */
  readonly bytes: number;
  readonly parts: number;
  readonly concurrency: number;
};

export type Estimate = {
  readonly batches: number;
  /** Functions that read at once. */
  readonly workers: number;
  readonly minutes: number;
  readonly usd: number;
};

/**
 * Files that one function reads, as the state machine batches them: 50 of 50 MB, if every record in them
 * were of Bedrock, take eleven of its fifteen minutes.
 */
export const BATCH_FILES = 50;

/** List prices of us-east-1 in USD, collected 2026-11-24 and not checked against a bill; no free tier. */
const PRICES = {
  lambdaArmGbSecond: 0.000_013_333_4,
  lambdaRequest: 0.2e-6,
  s3Get: 0.4e-6,
  s3Put: 5e-6,
  stateTransition: 25e-6,
} as const;

/** Waiting for one object of S3, and reading a packed MB with a third of a processor (docs/distributed.md). */
const SECONDS_A_FILE = 0.06;
const SECONDS_A_MB = 2;
/** Putting the lines of a packed MB together again, with two processors. */
const REDUCE_SECONDS_A_MB = 0.35;
const START_SECONDS = 2;
const MAP_GB = 0.5;
const REDUCE_GB = 3;
/** Of the parts at once, as the state machine says. */
const PARTS_AT_ONCE = 40;
/** A child of the map starts, works, and ends; so does a part. */
const TRANSITIONS = 3;
/** Functions that run once: list, gather, compare what is linked, finish. */
const ONCE_SECONDS = 30;

/** What a run will take, as if every record were of Bedrock: a guess on the high side. */
export function estimate({ files, kept, bytes, parts, concurrency }: Work): Estimate {
  const items = files + kept;
  const batches = Math.ceil(items / BATCH_FILES);
  const workers = Math.min(batches, concurrency);
  const mb = bytes / 1e6;
  const mapSeconds = batches * START_SECONDS + items * SECONDS_A_FILE + mb * SECONDS_A_MB;
  const reduceSeconds = parts * START_SECONDS + mb * REDUCE_SECONDS_A_MB;
  const gbSeconds = mapSeconds * MAP_GB + reduceSeconds * REDUCE_GB + ONCE_SECONDS * REDUCE_GB;
  const puts = batches * (parts + 2) + parts * 4;
  const usd =
    gbSeconds * PRICES.lambdaArmGbSecond +
    (batches + parts) * (PRICES.lambdaRequest + TRANSITIONS * PRICES.stateTransition) +
    (items + batches * parts) * PRICES.s3Get +
    (puts + items / 1000) * PRICES.s3Put;
  const seconds =
    mapSeconds / Math.max(workers, 1) +
    reduceSeconds / Math.min(parts, PARTS_AT_ONCE) +
    ONCE_SECONDS;
  return { batches, workers, minutes: seconds / 60, usd };
}
