import type { ResolvedPolicy } from '../policy/resolved-policy.ts';
import { createInterner } from './intern-facts.ts';
import type { Judged } from './judged.ts';
import type { Line, Reading } from './reading.ts';
import { settleLines } from './settle-lines.ts';

/** Collects what records turned out to be, in any order, and settles it when all are in. */
export type Ledger = {
  readonly add: (reading: Reading) => void;
  /** One entry per key, one after the other, in an order that depends on the records alone. */
  readonly settle: (policy: ResolvedPolicy) => Iterable<Judged>;
  /** The lines, in the order in which they came. */
  readonly lines: () => readonly Line[];
  /** Events named by corrections that turned out to be no line. */
  readonly strays: () => readonly string[];
  /** Application profiles whose creation a record told of: the ARN, and what each copies. */
  readonly creations: () => ReadonlyMap<string, string>;
};

export function createLedger(): Ledger {
  const lines: Line[] = [];
  const strays: string[] = [];
  const creations = new Map<string, string>();
  const intern = createInterner();
  return {
    add(reading) {
      if ('line' in reading) {
        lines.push(intern(reading.line));
        return;
      }
      if (reading.corrects !== null) strays.push(reading.corrects);
      if (reading.kind !== 'other' || reading.creation === null) return;
      const { arn, copyFrom } = reading.creation;
      const earlier = creations.get(arn);
      if (earlier === undefined || copyFrom < earlier) creations.set(arn, copyFrom);
    },
    settle: (policy) => settleLines(lines, strays, creations, () => policy),
    lines: () => lines,
    strays: () => strays,
    creations: () => creations,
  };
}
