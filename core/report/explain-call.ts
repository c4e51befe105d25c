import type { Judged } from '../judge/judged.ts';
import { createLedger } from '../judge/ledger.ts';
import type { Reading } from '../judge/reading.ts';
import { routesOf } from '../judge/routes.ts';
import type { ResolvedFence, ResolvedPolicy } from '../policy/resolved-policy.ts';
import { askedCallOf } from '../prevent/asked-call-of.ts';
import { guardJson, guardStatement } from '../prevent/guard-statement.ts';
import { waysInside } from '../prevent/keep-inside.ts';
import { simulateCall } from '../prevent/simulate-call.ts';

/** One call or job, and why it is judged as it is. */
export type ExplainedCall = {
  readonly judged: Judged;
  readonly fence: ResolvedFence | null;
  /** Every Region that it may use; null where nobody knows. */
  readonly routes: readonly string[] | null;
  /** What would have kept it inside, the smallest change first; empty where it needs none. */
  readonly ways: readonly string[];
  /** The statement, simulated, that would have stopped it; null where none is needed or none would. */
  readonly stopper: string | null;
};

/** Settles what the readings tell of, and explains each call or job among them. */
export function explainCalls(
  readings: readonly Reading[],
  policy: ResolvedPolicy,
): readonly ExplainedCall[] {
  const ledger = createLedger();
  for (const reading of readings) ledger.add(reading);
  return [...ledger.settle(policy)].map((judged) => {
    const work = judged.call ?? judged.submission;
    const fence = policy.fences.find(({ name }) => name === work?.fence) ?? null;
    const modelId = work?.modelId ?? null;
    const routes = work === null ? null : routesOf(modelId, work.sourceRegion, policy);
    const known = modelId !== null && routes?.kind === 'known' ? routes.regions : null;
    const ways = judged.call === null ? [] : waysInside(judged.call, policy);
    return { judged, fence, routes: known, ways, stopper: stopperOf(judged, fence, policy) };
  });
}

/** The guard of the fence, where it denies this very call. */
function stopperOf(
  { call }: Judged,
  fence: ResolvedFence | null,
  policy: ResolvedPolicy,
): string | null {
  if (call === null || fence === null) return null;
  if (call.verdict !== 'outside' && call.verdict !== 'undecided') return null;
  const asked = askedCallOf(call);
  if (typeof asked === 'string') return null;
  const statement = guardStatement(fence, policy);
  const simulated = simulateCall(asked, [{ name: 'guard', statements: [statement] }], policy);
  return simulated.kind === 'denied' ? guardJson(statement) : null;
}
