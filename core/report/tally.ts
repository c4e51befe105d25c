import type { Judged, JudgedCall, JudgedSubmission } from '../judge/judged.ts';
import { type CallCounts, createCallCounts } from '../measure/count-calls.ts';
import { createGroups } from '../measure/group-counts.ts';
import { keepLeast } from '../measure/keep-least.ts';
import { VERDICT_COUNT } from '../measure/verdict-counts.ts';
import type { AuditReport, NeverRecorded, Totals } from './audit-report.ts';
import { createExposures } from './count-exposures.ts';

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
  readonly unresolved: AuditReport['unresolvedProfiles'];
  readonly exposures: AuditReport['exposures'];
  /** Calls per waiver. */
  readonly waived: ReadonlyMap<string, Counted>;
  /** First and last readable time, UTC epoch. */
  readonly fromMs: number | null;
  readonly untilMs: number | null;
};

/** Things of one kind, and some of the records behind them. */
type Counted = { count: number; readonly eventIds: string[] };

/** Adds up judged work; `onJudged` sees each entry once. Keeps nothing of a call that is inside. */
export function tally(judged: Iterable<Judged>, onJudged: (judged: Judged) => void): Tallied {
  const totals = {
    ...{ duplicates: 0, calls: 0, inside: 0, waived: 0, outside: 0, undecided: 0, notServed: 0 },
    ...{ exposed: 0, unresolved: 0, submissions: 0, completions: 0, openStreams: 0 },
  };
  const counts = createCallCounts();
  const found: JudgedCall[] = [];
  const never = createGroups<Omit<NeverRecorded, keyof Counted>, Counted>(none);
  const unresolved = createGroups<{ modelId: string | null }, Counted>(none);
  const exposures = createExposures();
  const waived = new Map<string, Counted>();
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
    neverRecorded: never.list().map(([work, counted]) => ({ ...work, ...counted })),
    unresolved: unresolved.list().map(([profile, counted]) => ({ ...profile, ...counted })),
    exposures: exposures.list(),
    waived,
    fromMs,
    untilMs,
  };

  function takeCall(call: JudgedCall): void {
    totals.calls += 1;
    totals[VERDICT_COUNT[call.verdict]] += 1;
    totals.completions += Number(call.hasCompletion);
    totals.openStreams += Number(call.openStream);
    if (call.waiverId !== null) takeWaived(call.waiverId, call);
    if (call.verdict === 'outside' || call.verdict === 'undecided') found.push(call);
    counts.add(call);
    takeWork(call);
  }

  function takeWaived(id: string, { eventId }: JudgedCall): void {
    const counted = waived.get(id) ?? none();
    waived.set(id, counted);
    addOne(counted, eventId);
  }

  function takeSubmission(submission: JudgedSubmission): void {
    totals.submissions += 1;
    takeWork(submission);
    if (!submission.neverRecorded) return;
    const { eventName, accountId, principal, sourceRegion, modelId, because } = submission;
    const work = { eventName, accountId, principal, sourceRegion, modelId, because };
    never.add(
      JSON.stringify(work),
      () => work,
      (counted) => addOne(counted, submission.eventId),
    );
  }

  function takeWork(work: JudgedCall | JudgedSubmission): void {
    const { exposed, unresolved: hidden, modelId, timeMs, eventId } = work;
    totals.exposed += Number(exposed);
    totals.unresolved += Number(hidden);
    if (exposed) exposures.add(work);
    if (hidden) {
      unresolved.add(
        JSON.stringify([modelId]),
        () => ({ modelId }),
        (counted) => addOne(counted, eventId),
      );
    }
    if (timeMs === null) return;
    fromMs = fromMs === null ? timeMs : Math.min(fromMs, timeMs);
    untilMs = untilMs === null ? timeMs : Math.max(untilMs, timeMs);
  }
}

function none(): Counted {
  return { count: 0, eventIds: [] };
}

function addOne(counted: Counted, eventId: string | null): void {
  counted.count += 1;
  keepLeast(counted.eventIds, eventId);
}
