import type { Judged } from '../judge/judged.ts';
import { createLedger } from '../judge/ledger.ts';
import type { Reading } from '../judge/reading.ts';
import { routesOf } from '../judge/routes.ts';
import type { ResolvedFence, ResolvedPolicy } from '../policy/resolved-policy.ts';
import { waysInside } from '../prevent/keep-inside.ts';

/** One call or job, and why it is judged as it is. */
export type ExplainedCall = {
  readonly judged: Judged;
  readonly fence: ResolvedFence | null;
  /** Every Region that it may use; null where nobody knows. */
  readonly routes: readonly string[] | null;
  /** What would have kept it inside, the smallest change first; empty where it needs none. */
  readonly ways: readonly string[];
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
    return { judged, fence, routes: known, ways };
  });
}
