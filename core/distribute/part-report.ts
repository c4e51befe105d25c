import type { JudgedCall } from '../judge/judged.ts';
import type { ReconciledCounts } from '../measure/measure-reconciled.ts';
import type { ComparedSides } from '../prove/compare-sides.ts';
import { countHours, type HourCount } from '../prove/count-hours.ts';
import { type Differences, listDifferences } from '../prove/list-differences.ts';
import { type Listed, listed } from '../prove/listed.ts';
import type { TrailCoverage } from '../prove/trail-coverage.ts';
import type { Unseen } from '../prove/unseen.ts';

/** What comparing one part found, as plain JSON. */
export type PartReport = {
  /** After what was missing was added. */
  readonly hours: readonly HourCount[];
  readonly left: number;
  /** Before it. */
  readonly differences: Differences;
  /** Records that were added to evidence. */
  readonly added: number;
  readonly counts: Omit<ReconciledCounts, 'open'>;
  /** When it was added: the hour of detection of what people are told. UTC epoch milliseconds. */
  readonly writtenMs: number;
  readonly unseen: Listed<Unseen>;
};

export function partReportOf(
  { before, after }: { readonly before: ComparedSides; readonly after: ComparedSides },
  found: readonly JudgedCall[],
  coverage: TrailCoverage,
  writtenMs: number,
  unseen: readonly Unseen[],
): PartReport {
  const countOf = ({ compared }: ComparedSides, kind: string) =>
    compared.filter((each) => each.kind === kind).length;
  const contradicted = countOf(after, 'extra') + countOf(after, 'differing');
  const woken = found.filter(({ observed }) => !observed);
  const judged = (verdict: string) => woken.filter((call) => call.verdict === verdict).length;
  return {
    hours: countHours(after.compared, coverage),
    left: contradicted + countOf(after, 'missing'),
    differences: listDifferences(
      before.compared.flatMap(({ kind, ...each }) => (kind === 'agreed' ? [] : { ...each, kind })),
    ),
    added: before.missing.length,
    counts: {
      missing: countOf(before, 'missing'),
      contradicted,
      outside: judged('outside'),
      undecided: judged('undecided'),
    },
    writtenMs,
    unseen: listed(unseen),
  };
}
