import type { ResolvedPolicy } from '../policy/resolved-policy.ts';
import { applyCorrections } from './correct.ts';
import { createInterner } from './intern-facts.ts';
import type { Judged } from './judged.ts';
import { loneKeyOf } from './key.ts';
import type { Line, Reading } from './reading.ts';
import { settleCall } from './settle.ts';
import { settleSubmission } from './settle-submission.ts';

/** Collects what records turned out to be, in any order, and settles it when all are in. */
export type Ledger = {
  readonly add: (reading: Reading) => void;
  /** One entry per call or submission, in the order of their keys. */
  readonly settle: (policy: ResolvedPolicy) => readonly Judged[];
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

function settleLines(
  lines: readonly Line[],
  strays: readonly string[],
  creations: ReadonlyMap<string, string>,
  policy: ResolvedPolicy,
): readonly Judged[] {
  const { kept, replaced, contested } = applyCorrections(lines, strays);
  const groups = new Map<string, Line[]>();
  const lone: Line[] = [];
  for (const { key, line } of kept) {
    const group = key === null ? lone : groups.get(key);
    if (group !== undefined) group.push(line);
    else if (key !== null) groups.set(key, [line]);
  }
  for (const [ordinal, line] of inTextOrder(lone)) groups.set(loneKeyOf(line, ordinal), [line]);

  const keys = [...groups.keys()].sort();
  return keys.map((key) => {
    const group = groups.get(key) ?? [];
    const doubt = contested.get(key) ?? null;
    return {
      ...settleGroup(key, group, doubt),
      duplicates: duplicatesOf(group) + (replaced.get(key) ?? 0),
    };
  });

  function settleGroup(key: string, group: readonly Line[], doubt: string | null) {
    const calls = group.filter(({ facts }) => facts.kind === 'call');
    const completions = group.filter(({ facts }) => facts.kind === 'completion');
    const submissions = group.filter(({ facts }) => facts.kind === 'submission');
    return {
      call:
        calls.length + completions.length === 0
          ? null
          : settleCall({ key, calls, completions, contested: doubt }, creations, policy),
      submission:
        submissions.length === 0
          ? null
          : settleSubmission({ key, submissions, contested: doubt }, creations, policy),
    };
  }
}

/** All but one of each kind. A completion beside its call is none. */
function duplicatesOf(group: readonly Line[]): number {
  return group.length - new Set(group.map(({ facts }) => facts.kind)).size;
}

/** Equal lines get different ordinals, whatever the order in which they came. */
function inTextOrder(lines: readonly Line[]): readonly (readonly [number, Line])[] {
  const texts = new Map<string, number>();
  return lines.map((line) => {
    const text = JSON.stringify(line);
    const ordinal = texts.get(text) ?? 0;
    texts.set(text, ordinal + 1);
    return [ordinal, line] as const;
  });
}
