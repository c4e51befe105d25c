import type { ResolvedPolicy } from '../policy/resolved-policy.ts';
import { applyCorrections } from './correct.ts';
import { groupLines } from './group-lines.ts';
import { createInterner } from './intern-facts.ts';
import type { Judged } from './judged.ts';
import { createLoneKeys, keyOf } from './key.ts';
import type { Line, LineKind, Reading } from './reading.ts';
import { settleCall } from './settle.ts';
import { settleSubmission } from './settle-submission.ts';

/** Collects what records turned out to be, in any order, and settles it when all are in. */
export type Ledger = {
  readonly add: (reading: Reading) => void;
  /** One entry per key, one after the other, in an order that depends on the records alone. */
  readonly settle: (policy: ResolvedPolicy) => Iterable<Judged>;
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
    settle: (policy) => settleLines(lines, strays, creations, policy),
    creations: () => creations,
  };
}

function* settleLines(
  lines: readonly Line[],
  strays: readonly string[],
  creations: ReadonlyMap<string, string>,
  policy: ResolvedPolicy,
): Generator<Judged> {
  const { gone, standsFor, replaced, contested } = applyCorrections(lines, strays);
  const kept = gone.size === 0 ? lines : lines.filter((line) => !gone.has(line));
  const loneKeys = createLoneKeys();
  for (const [identity, group] of groupLines(kept, standsFor)) {
    const key = keyOf(identity) ?? loneKeys(identity);
    const doubt = contested.get(key) ?? null;
    const of = (kind: LineKind) => group.filter(({ facts }) => facts.kind === kind);
    const [calls, completions, submissions] = [of('call'), of('completion'), of('submission')];
    const call = { key, calls, completions, contested: doubt };
    const submission = { key, submissions, contested: doubt };
    yield {
      call: calls.length + completions.length === 0 ? null : settleCall(call, creations, policy),
      submission: submissions.length === 0 ? null : settleSubmission(submission, creations, policy),
      duplicates: duplicatesOf(group) + (replaced.get(key) ?? 0),
    };
  }
}

/** All but one of each kind. A completion beside its call is none. */
function duplicatesOf(group: readonly Line[]): number {
  return group.length - new Set(group.map(({ facts }) => facts.kind)).size;
}
