import { keyOf } from '../judge/key.ts';
import type { Line } from '../judge/reading.ts';
import { hashKey } from '../prove/hash-key.ts';

/** Lines that are settled at once, about: each takes two kilobytes while it is settled. */
const MOST_LINES = 500_000;

/**
 * Splits the lines of a day into parts that are settled one after the other, so that memory is bounded
 * however many there are. Lines of one key fall into one part. Corrections, and what they may correct,
 * fall into the first: their keys differ.
 */
export function createSplit(
  lines: number,
  corrected: ReadonlySet<string>,
  mostLines: number = MOST_LINES,
) {
  const parts = Math.max(1, Math.ceil(lines / mostLines));
  const together = new Set<number>();
  const hashOf = (line: Line) => hashKey(keyOf(line) ?? '');
  return {
    parts,
    /** Whether all lines have to be shown to `see` before any is split. */
    mustSee: parts > 1 && corrected.size > 0,
    see(line: Line): void {
      const isNamed = line.eventId !== null && corrected.has(line.eventId);
      if (isNamed || line.corrects !== null) together.add(hashOf(line));
    },
    partOf(line: Line): number {
      const hash = hashOf(line);
      return line.corrects !== null || together.has(hash) ? 0 : hash % parts;
    },
  };
}
