import type { Judged, JudgedCall, JudgedSubmission } from '../judge/judged.ts';
import { createGroups } from '../measure/group-counts.ts';
import { isTold } from '../tell/tell-groups.ts';

/** What one policy says of a call. */
export type Said = Pick<JudgedCall, 'verdict' | 'fence' | 'inferenceRegion'> & {
  /** Somebody is told of it. */
  readonly told: boolean;
};

/** Calls of one caller and model from one Region of which two policies say different things. */
export type Flip = Pick<JudgedCall, 'accountId' | 'principal' | 'modelId' | 'sourceRegion'> & {
  readonly before: Said;
  readonly after: Said;
  readonly calls: number;
  /** First and last readable time, UTC epoch. */
  readonly fromMs: number | null;
  readonly untilMs: number | null;
  /** Of the first few, to look them up. */
  readonly eventIds: readonly string[];
};

/** Jobs whose Region no record names, and that only one of the policies shows. */
export type JobFlip = Pick<
  JudgedSubmission,
  'accountId' | 'principal' | 'modelId' | 'sourceRegion' | 'eventName'
> & { readonly shownAfter: boolean; readonly jobs: number };

export type JudgedDiff = {
  readonly calls: number;
  readonly submissions: number;
  /** What becomes worse comes first, then the greater number. */
  readonly flips: readonly Flip[];
  readonly jobFlips: readonly JobFlip[];
  /** Calls and jobs that may leave their fence, wherever they ran. */
  readonly exposed: { readonly before: number; readonly after: number };
};

const MOST_IDS = 3;

/** Compares what two policies say of the same lines; the pairs have one key each. */
export function diffJudged(pairs: Iterable<readonly [Judged, Judged]>): JudgedDiff {
  const flips = createGroups<Omit<Flip, 'calls' | 'fromMs' | 'untilMs' | 'eventIds'>, Counted>(
    () => ({ calls: 0, times: [], eventIds: [] }),
  );
  const jobFlips = createGroups<Omit<JobFlip, 'jobs'>, { jobs: number }>(() => ({ jobs: 0 }));
  const count = { calls: 0, submissions: 0, before: 0, after: 0 };
  for (const [before, after] of pairs) {
    if (before.call !== null && after.call !== null) takeCall(before.call, after.call);
    if (before.submission !== null && after.submission !== null) {
      takeJob(before.submission, after.submission);
    }
  }
  return {
    calls: count.calls,
    submissions: count.submissions,
    flips: flips.list().map(flipOf).sort(worstFirst),
    jobFlips: jobFlips.list().map(([flip, { jobs }]) => ({ ...flip, jobs })),
    exposed: { before: count.before, after: count.after },
  };

  function takeCall(before: JudgedCall, after: JudgedCall): void {
    count.calls += 1;
    takeExposure(before, after);
    const flip = { before: saidOf(before), after: saidOf(after) };
    const { verdict, told } = flip.before;
    if (verdict === flip.after.verdict && told === flip.after.told) return;
    const { accountId, principal, modelId, sourceRegion, timeMs, eventId } = after;
    const whole = { accountId, principal, modelId, sourceRegion, ...flip };
    flips.add(
      JSON.stringify(whole),
      () => whole,
      (counted) => {
        counted.calls += 1;
        if (timeMs !== null) counted.times.push(timeMs);
        if (eventId !== null && counted.eventIds.length < MOST_IDS) counted.eventIds.push(eventId);
      },
    );
  }

  function takeJob(before: JudgedSubmission, after: JudgedSubmission): void {
    count.submissions += 1;
    takeExposure(before, after);
    if (before.neverRecorded === after.neverRecorded) return;
    const { accountId, principal, modelId, sourceRegion, eventName } = after;
    const shownAfter = after.neverRecorded;
    const whole = { accountId, principal, modelId, sourceRegion, eventName, shownAfter };
    jobFlips.add(
      JSON.stringify(whole),
      () => whole,
      (counted) => {
        counted.jobs += 1;
      },
    );
  }

  function takeExposure(before: { exposed: boolean }, after: { exposed: boolean }): void {
    count.before += Number(before.exposed);
    count.after += Number(after.exposed);
  }
}

type Counted = { calls: number; times: number[]; eventIds: string[] };

function saidOf(call: JudgedCall): Said {
  const { verdict, fence, inferenceRegion } = call;
  return { verdict, fence, inferenceRegion, told: isTold(call) };
}

function flipOf([flip, { calls, times, eventIds }]: readonly [
  Omit<Flip, 'calls' | 'fromMs' | 'untilMs' | 'eventIds'>,
  Counted,
]): Flip {
  const bound = (pick: (a: number, b: number) => number) =>
    times.length === 0 ? null : times.reduce((a, b) => pick(a, b));
  return { ...flip, calls, fromMs: bound(Math.min), untilMs: bound(Math.max), eventIds };
}

const WORST_FIRST = ['outside', 'undecided', 'waived', 'inside', 'not-served'];

function worstFirst(a: Flip, b: Flip): number {
  const rank = ({ after }: Flip) => WORST_FIRST.indexOf(after.verdict);
  return rank(a) - rank(b) || b.calls - a.calls || (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
}
