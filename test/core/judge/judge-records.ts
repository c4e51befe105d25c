import type { Judged, JudgedCall, JudgedSubmission } from '../../../core/judge/judged.ts';
import { createLedger } from '../../../core/judge/ledger.ts';
import { readRecord } from '../../../core/judge/read-record.ts';
import { parsePolicy } from '../../../core/policy/parse-policy.ts';
import type { ResolvedPolicy } from '../../../core/policy/resolved-policy.ts';

/** Judges records as every engine does, after a trip through JSON as in a log file. */
export function judge(records: readonly unknown[], policy: ResolvedPolicy): readonly Judged[] {
  const ledger = createLedger();
  for (const record of records) {
    ledger.add(readRecord(JSON.parse(JSON.stringify(record))));
  }
  return [...ledger.settle(policy)];
}

export function judgeCalls(records: readonly unknown[], policy: ResolvedPolicy): JudgedCall[] {
  return judge(records, policy).flatMap(({ call }) => call ?? []);
}

/** The one call in these records. */
export function judgeOne(records: readonly unknown[], policy: ResolvedPolicy): JudgedCall {
  const calls = judgeCalls(records, policy);
  const [call] = calls;
  if (call === undefined || calls.length > 1)
    throw new Error(`expected one call, got ${calls.length}`);
  return call;
}

/** The one submission in these records. */
export function judgeSubmission(
  records: readonly unknown[],
  policy: ResolvedPolicy,
): JudgedSubmission {
  const [submission] = judge(records, policy).flatMap((judged) => judged.submission ?? []);
  if (submission === undefined) throw new Error('expected a submission');
  return submission;
}

/** A policy as the file would give it. */
export function aPolicy(file: object): ResolvedPolicy {
  const parsed = parsePolicy(JSON.stringify(file));
  if (parsed.kind === 'problems') throw new Error(JSON.stringify(parsed.problems, null, 1));
  return parsed.resolved;
}

/** One fence for every call. */
export function aFence(...allow: string[]): ResolvedPolicy {
  return aPolicy({ fences: [{ name: 'test', allow }] });
}
