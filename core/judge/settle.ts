import type { ResolvedFence, ResolvedPolicy } from '../policy/resolved-policy.ts';
import { decide, fenceOf, type Verdict } from './decide.ts';
import { type Creations, expose } from './expose.ts';
import type { CallGroup } from './group.ts';
import { inTimeOrder } from './in-time-order.ts';
import type { Basis, JudgedCall } from './judged.ts';
import { type Location, locate, modelsOf } from './locate.ts';
import type { Line } from './reading.ts';
import { viewsOf } from './views.ts';

const OPEN_STREAMS = new Set(['InvokeModelWithResponseStream', 'ConverseStream']);
const WORST_FIRST = ['outside', 'undecided', 'waived', 'inside', 'not-served'] as const;

/**
 * Settles all lines of one call into one judged call: the same fold for every engine. Copies are
 * merged, and where they differ the careful reading holds.
 */
export function settleCall(
  group: CallGroup,
  creations: Creations,
  policy: ResolvedPolicy,
): JudgedCall {
  const calls = inTimeOrder(group.calls);
  const completions = inTimeOrder(group.completions);
  const lines = calls.length > 0 ? calls : completions;
  const [first] = lines;
  if (first === undefined) throw new RangeError('a group holds at least one line');

  const where = locate({ ...group, calls, completions }, policy);
  const views = viewsOf(lines, policy);
  const { verdict, fence } = worstOf(
    views.map((view) => ({ verdict: decide(where, view, policy), fence: fenceOf(view, policy) })),
  );
  const everyLine = [...calls, ...completions];
  return {
    key: group.key,
    eventId: first.eventId,
    requestId: first.requestId,
    eventName: first.facts.eventName,
    timeMs: where.timeMs,
    accountId: first.facts.accountId,
    principal: first.facts.principal,
    client: first.facts.client,
    modelId: modelsOf(calls)[0] ?? null,
    sourceRegion: first.facts.sourceRegion,
    inferenceRegion: verdict.region,
    basis: basisOf(where, verdict),
    verdict: verdict.kind,
    fence: fence?.name ?? null,
    observed: fence?.mode === 'observe',
    waiverId: verdict.kind === 'waived' ? verdict.waiverId : null,
    because: verdict.because,
    mayHaveRun: where.kind === 'among' && verdict.kind === 'undecided' ? where.regions : [],
    refusal: verdict.kind === 'not-served' ? verdict.refusal : null,
    blockedRegion: lines.flatMap(({ facts }) => facts.blockedRegion ?? []).sort()[0] ?? null,
    ...exposureOf(lines, views, where, verdict, creations, policy),
    openStream:
      where.kind === 'among' && lines.some(({ facts }) => OPEN_STREAMS.has(facts.eventName)),
    hasCompletion: completions.length > 0,
    inputTokens: greatest(everyLine, ({ inputTokens }) => inputTokens),
    outputTokens: greatest(everyLine, ({ outputTokens }) => outputTokens),
  };
}

/** What ran outside is exposed, even where its routes are hidden; what was refused never is. */
function exposureOf(
  lines: readonly Line[],
  views: ReturnType<typeof viewsOf>,
  { timeMs }: Location,
  verdict: Verdict,
  creations: Creations,
  policy: ResolvedPolicy,
) {
  if (verdict.kind === 'not-served') return { exposed: false, unresolved: false };
  const work = { lines, views, timeMs, withoutModel: 'unresolved' } as const;
  const { exposed, unresolved } = expose(work, creations, policy);
  return { exposed: exposed || verdict.kind === 'outside', unresolved };
}

type Outcome = { readonly verdict: Verdict; readonly fence: ResolvedFence | null };

/**
 * Where a call falls under several fences, the worse verdict holds; of equal ones that of a fence which
 * wakes somebody.
 */
function worstOf(outcomes: readonly Outcome[]): Outcome {
  const rank = ({ verdict, fence }: Outcome) =>
    2 * WORST_FIRST.indexOf(verdict.kind) + Number(fence?.mode === 'observe');
  return outcomes.reduce((worst, each) => (rank(each) < rank(worst) ? each : worst));
}

function greatest(lines: readonly Line[], of: (line: Line) => number): number {
  return lines.reduce((most, line) => Math.max(most, of(line)), 0);
}

function basisOf(where: Location, verdict: Verdict): Basis | null {
  if (where.kind === 'refused') return null;
  if (where.kind === 'at') return where.basis;
  return verdict.kind === 'undecided' ? 'unknown' : 'assumed-source';
}
