import type { Judged, JudgedCall, JudgedSubmission } from '../judge/judged.ts';
import { type CallCounts, createCallCounts } from '../measure/count-calls.ts';
import { createGroups } from '../measure/group-counts.ts';
import type { NeverRecorded, Totals } from './audit-report.ts';

/** Everything that a report says of calls and submissions, added up in one pass. */
export type Tallied = {
  readonly totals: Omit<
    Totals,
    'files' | 'unreadableFiles' | 'records' | 'unreadableRecords' | 'unrecognised'
  >;
  readonly counts: CallCounts;
  /** The calls that a person is told about. */
  readonly found: readonly JudgedCall[];
  readonly neverRecorded: readonly NeverRecorded[];
  readonly unresolved: readonly { readonly modelId: string | null; readonly count: number }[];
  /** Calls per waiver. */
  readonly waived: ReadonlyMap<string, number>;
  /** First and last readable time, UTC epoch. */
  readonly fromMs: number | null;
  readonly untilMs: number | null;
};

const VERDICT_COUNT = {
  inside: 'inside',
  waived: 'waived',
  outside: 'outside',
  undecided: 'undecided',
  'not-served': 'notServed',
} as const;

/** Adds up judged work; `onJudged` sees each entry once. Keeps nothing of a call that is inside. */
export function tally(judged: Iterable<Judged>, onJudged: (judged: Judged) => void): Tallied {
  const totals = {
    ...{ duplicates: 0, calls: 0, inside: 0, waived: 0, outside: 0, undecided: 0, notServed: 0 },
    ...{ exposed: 0, unresolved: 0, submissions: 0, completions: 0, openStreams: 0 },
  };
  const counts = createCallCounts();
  const found: JudgedCall[] = [];
  const never = createGroups<Omit<NeverRecorded, 'count'>, { count: number }>(() => ({ count: 0 }));
  const unresolved = createGroups<{ modelId: string | null }, { count: number }>(() => ({
    count: 0,
  }));
  const waived = new Map<string, number>();
  const countOne = (group: { count: number }) => {
    group.count += 1;
  };
  let fromMs: number | null = null;
  let untilMs: number | null = null;

  for (const each of judged) {
    const { call, submission, duplicates } = each;
    onJudged(each);
    totals.duplicates += duplicates;
    if (call !== null) takeCall(call);
    if (submission !== null) takeSubmission(submission);
  }
  return {
    totals,
    counts,
    found,
    neverRecorded: never.list().map(([work, { count }]) => ({ ...work, count })),
    unresolved: unresolved.list().map(([profile, { count }]) => ({ ...profile, count })),
    waived,
    fromMs,
    untilMs,
  };

  function takeCall(call: JudgedCall): void {
    totals.calls += 1;
    totals[VERDICT_COUNT[call.verdict]] += 1;
    totals.completions += Number(call.hasCompletion);
    totals.openStreams += Number(call.openStream);
    if (call.waiverId !== null) waived.set(call.waiverId, (waived.get(call.waiverId) ?? 0) + 1);
    if (call.verdict === 'outside' || call.verdict === 'undecided') found.push(call);
    counts.add(call);
    takeWork(call);
  }

  function takeSubmission(submission: JudgedSubmission): void {
    totals.submissions += 1;
    takeWork(submission);
    if (!submission.neverRecorded) return;
    const { eventName, accountId, principal, sourceRegion, modelId, because } = submission;
    const work = { eventName, accountId, principal, sourceRegion, modelId, because };
    never.add(JSON.stringify(work), () => work, countOne);
  }

  function takeWork({
    exposed,
    unresolved: hidden,
    modelId,
    timeMs,
  }: JudgedCall | JudgedSubmission): void {
    totals.exposed += Number(exposed);
    totals.unresolved += Number(hidden);
    if (hidden) unresolved.add(JSON.stringify([modelId]), () => ({ modelId }), countOne);
    if (timeMs === null) return;
    fromMs = fromMs === null ? timeMs : Math.min(fromMs, timeMs);
    untilMs = untilMs === null ? timeMs : Math.max(untilMs, timeMs);
  }
}
