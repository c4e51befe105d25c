import type { Judged, JudgedCall } from '../judge/judged.ts';
import { createGroups } from '../measure/group-counts.ts';
import type { ResolvedPolicy } from '../policy/resolved-policy.ts';
import { askedCallOf } from './asked-call-of.ts';
import { dependsOnPrincipal } from './depends-on-principal.ts';
import type { Scp } from './scp.ts';
import { type SimulatedCall, simulateCall } from './simulate-call.ts';

/**
 * What policies would have done to a recorded call. `breaks`: it ran where it may, and would have been
 * denied. `stops`: it did not, and would have been denied. `lets-through`: it did not, and still could.
 * `keeps`: it ran where it may, and still could. `refused`: it was refused then already. `hidden`:
 * nobody can say what would have been checked.
 */
export type Outcome = 'breaks' | 'stops' | 'lets-through' | 'keeps' | 'refused' | 'hidden';

export type ReplayedGroup = Pick<
  JudgedCall,
  'accountId' | 'principal' | 'modelId' | 'sourceRegion' | 'inferenceRegion' | 'verdict'
> & {
  readonly outcome: Outcome;
  /** It is allowed only because a policy exempts who made it. */
  readonly exempt: boolean;
  /** The statement that denied it, and what it denied; else why nothing can be said; else null. */
  readonly because: string | null;
  readonly calls: number;
};

export type Replay = {
  readonly calls: number;
  readonly outcomes: Readonly<Record<Outcome, number>>;
  /** Allowed calls from principals that a policy exempts. */
  readonly exempt: number;
  /** Jobs that were accepted and whose Region no record names; they are not replayed. */
  readonly jobs: number;
  /** What breaks first, then what is let through; never what is kept. */
  readonly groups: readonly ReplayedGroup[];
};

/** Replays recorded calls against policies. Calls that AWS would authorize alike are simulated once. */
export function replayCalls(
  judged: Iterable<Judged>,
  scps: readonly Scp[],
  policy: ResolvedPolicy,
): Replay {
  const simulate = createSimulator(scps, policy);
  const groups = createGroups<Omit<ReplayedGroup, 'calls'>, { calls: number }>(() => ({
    calls: 0,
  }));
  const outcomes = { breaks: 0, stops: 0, 'lets-through': 0, keeps: 0, refused: 0, hidden: 0 };
  const count = { calls: 0, exempt: 0, jobs: 0 };
  for (const { call, submission } of judged) {
    if (submission !== null && !submission.refused) count.jobs += 1;
    if (call === null) continue;
    const simulated = simulate(call);
    const outcome = outcomeOf(call, simulated.kind);
    count.calls += 1;
    outcomes[outcome] += 1;
    const exempt = simulated.exempt && (outcome === 'keeps' || outcome === 'lets-through');
    count.exempt += Number(exempt);
    if ((outcome === 'keeps' && !exempt) || outcome === 'refused') continue;
    const { accountId, principal, modelId, sourceRegion, inferenceRegion, verdict } = call;
    const who = { accountId, principal, modelId, sourceRegion, inferenceRegion, verdict };
    const group = { ...who, outcome, exempt, because: simulated.because };
    groups.add(
      JSON.stringify(group),
      () => group,
      (counted) => {
        counted.calls += 1;
      },
    );
  }
  const list = groups.list().map(([group, { calls }]) => ({ ...group, calls }));
  return { ...count, outcomes, groups: list.sort(worstFirst) };
}

function outcomeOf({ verdict }: JudgedCall, simulated: SimulatedCall['kind']): Outcome {
  if (verdict === 'not-served') return 'refused';
  if (simulated === 'hidden') return 'hidden';
  const mayRun = verdict === 'inside' || verdict === 'waived';
  if (simulated === 'allowed') return mayRun ? 'keeps' : 'lets-through';
  return mayRun ? 'breaks' : 'stops';
}

const ORDER: readonly Outcome[] = ['breaks', 'lets-through', 'hidden', 'stops', 'keeps', 'refused'];

function worstFirst(a: ReplayedGroup, b: ReplayedGroup): number {
  const rank = ({ outcome }: ReplayedGroup) => ORDER.indexOf(outcome);
  return rank(a) - rank(b) || b.calls - a.calls || (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
}

type Simulated = {
  readonly kind: SimulatedCall['kind'];
  readonly exempt: boolean;
  readonly because: string | null;
};

/** Nobody's: what a policy allows to this principal as well is allowed to everybody. */
const NOBODY = 'arn:aws:iam::000000000000:role/nobody-at-all';

/** Remembers what it has simulated: calls differ in little that authorization looks at. */
function createSimulator(scps: readonly Scp[], policy: ResolvedPolicy) {
  const known = new Map<string, Simulated>();
  return (call: JudgedCall): Simulated => {
    const { modelId, sourceRegion, accountId, principal, eventName } = call;
    const key = JSON.stringify([modelId, sourceRegion, accountId, principal, eventName]);
    const before = known.get(key);
    if (before !== undefined) return before;
    const made = simulateOne(call, scps, policy);
    known.set(key, made);
    return made;
  };
}

function simulateOne(call: JudgedCall, scps: readonly Scp[], policy: ResolvedPolicy): Simulated {
  const asked = askedCallOf(call);
  if (typeof asked === 'string') return { kind: 'hidden', exempt: false, because: asked };
  if (asked.principal === null && dependsOnPrincipal(scps)) {
    const because = 'its record names no caller, and a policy looks at who called';
    return { kind: 'hidden', exempt: false, because };
  }
  const simulated = simulateCall(asked, scps, policy);
  if (simulated.kind === 'hidden') return { ...simulated, exempt: false };
  if (simulated.kind === 'allowed') {
    const anybody = simulateCall({ ...asked, principal: NOBODY }, scps, policy);
    return { kind: 'allowed', exempt: anybody.kind === 'denied', because: null };
  }
  return { kind: 'denied', exempt: false, because: describeDenial(simulated) };
}

/** The first denial in words: which statement, on what. */
export function describeDenial(simulated: SimulatedCall): string | null {
  if (simulated.kind === 'hidden') return simulated.because;
  for (const { authorization, decision } of simulated.checks) {
    if (decision.kind === 'allowed') continue;
    const { action, resource } = authorization;
    const what = `${action} on ${resource}`;
    if (decision.kind === 'not-allowed') return `no statement of ${decision.policy} allows ${what}`;
    const { sid, number } = decision.by.statement;
    return `${decision.by.policy}, statement ${sid ?? number}, denies ${what}`;
  }
  return null;
}
