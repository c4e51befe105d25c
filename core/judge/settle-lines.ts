import type { ResolvedPolicy } from '../policy/resolved-policy.ts';
import { applyCorrections } from './correct.ts';
import type { Creations } from './expose.ts';
import { groupLines } from './group-lines.ts';
import { createAloneJudge } from './judge-alone.ts';
import type { Judged } from './judged.ts';
import { createLoneKeys, keyOf } from './key.ts';
import type { Line, LineKind } from './reading.ts';
import { settleCall } from './settle.ts';
import { settleSubmission } from './settle-submission.ts';

/**
 * Settles lines into one entry per key, in an order that depends on the lines alone. `strays` are events
 * named by corrections that turned out to be no line; `policyOf` says by which policy the lines of a key
 * are judged.
 */
export function* settleLines(
  lines: readonly Line[],
  strays: readonly string[],
  creations: Creations,
  policyOf: (group: readonly Line[]) => ResolvedPolicy,
): Generator<Judged> {
  const { gone, standsFor, replaced, contested } = applyCorrections(lines, strays);
  const kept = gone.size === 0 ? lines : lines.filter((line) => !gone.has(line));
  const loneKeys = createLoneKeys();
  const judgeOf = createJudges(creations);
  for (const [identity, group] of groupLines(kept, standsFor)) {
    const key = keyOf(identity) ?? loneKeys(identity);
    const doubt = contested.get(key) ?? null;
    const policy = policyOf(group);
    const duplicates = duplicatesOf(group) + (replaced.get(key) ?? 0);
    const [alone] = group;
    if (group.length === 1 && alone !== undefined && doubt === null) {
      const { call, submission } = judgeOf(policy)(alone);
      yield {
        call: call && { ...call, key },
        submission: submission && { ...submission, key },
        duplicates,
      };
      continue;
    }
    const of = (kind: LineKind) => group.filter(({ facts }) => facts.kind === kind);
    const [calls, completions, submissions] = [of('call'), of('completion'), of('submission')];
    const call = { key, calls, completions, contested: doubt };
    const submission = { key, submissions, contested: doubt };
    yield {
      call: calls.length + completions.length === 0 ? null : settleCall(call, creations, policy),
      submission: submissions.length === 0 ? null : settleSubmission(submission, creations, policy),
      duplicates,
    };
  }
}

/** Judges lines that stand alone, nearly all, by each policy: those that are alike only once. */
function createJudges(creations: Creations) {
  const judges = new Map<ResolvedPolicy, ReturnType<typeof createAloneJudge>>();
  return (policy: ResolvedPolicy) => {
    const judge = judges.get(policy) ?? createAloneJudge(policy, creations);
    judges.set(policy, judge);
    return judge;
  };
}

/** All but one of each kind. A completion beside its call is none. */
function duplicatesOf(group: readonly Line[]): number {
  return group.length - new Set(group.map(({ facts }) => facts.kind)).size;
}
