import type { ReconcileInput } from '../../core/prove/compare-sides.ts';
import type { NamedPolicy } from '../../core/prove/policies-by-hour.ts';
import { type Reconciled, reconcile } from '../../core/prove/reconcile.ts';
import type { Unseen } from '../../core/prove/unseen.ts';
import type { EvidenceReader, Period, TrailSource } from './ports.ts';
import { readKept } from './read-kept.ts';
import { readTrail } from './read-trail.ts';

export type ReconciledPeriod = Reconciled & {
  readonly input: ReconcileInput;
  /** Log files that were read. */
  readonly files: number;
  /** What is not named like a log file, and was left alone. */
  readonly others: number;
  readonly unseen: readonly Unseen[];
};

/** Reads both sides of a period and compares them. Writes nothing. */
export async function reconcilePeriod(
  trail: TrailSource | null,
  evidence: EvidenceReader,
  period: Period,
  otherwise: NamedPolicy,
  nowMs: number,
  onFile?: (files: number) => void,
): Promise<ReconciledPeriod> {
  const recorded = await readTrail(trail, period, nowMs, onFile);
  const kept = await readKept(evidence, period, otherwise, nowMs);
  const { coverage, files, others } = recorded;
  const sides = { trail: recorded.side, evidence: kept.side };
  const input = { ...sides, period, coverage, policies: kept.policies };
  const unseen = [...recorded.unseen, ...kept.unseen];
  return { ...reconcile(input), input, files, others, unseen };
}
