import { keyOf } from '../judge/key.ts';
import type { Line } from '../judge/reading.ts';
import { hashKey } from '../prove/hash-key.ts';
import type { PartName, Run } from './run.ts';

/**
 * The part in which a line is settled: all lines of one key share it, wherever they were read. A line
 * without a key shares it with its own copies.
 */
export function partOf(line: Line, { parts }: Pick<Run, 'parts'>): PartName {
  return `${hashKey(keyOf(line) ?? JSON.stringify(line)) % parts}`;
}

/** Packed log files hold at most eight million calls a GB; a part of 256 MB fits into its function. */
const PART_BYTES = 256_000_000;
/** Each batch writes an object for each part that it has lines of. */
const MOST_PARTS = 64;

/** How many parts are needed for so many bytes of packed log files. */
export function partsFor(packedBytes: number): number {
  return Math.min(Math.max(Math.ceil(packedBytes / PART_BYTES), 1), MOST_PARTS);
}
