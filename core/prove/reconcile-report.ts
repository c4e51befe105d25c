import type { HourCount } from './count-hours.ts';
import { type Differences, listDifferences } from './list-differences.ts';
import { type Listed, listed } from './listed.ts';
import type { Reconciled } from './reconcile.ts';
import type { SilentHours } from './silent-hours.ts';
import type { CoverageFacts, TrailCoverage } from './trail-coverage.ts';
import type { Unseen } from './unseen.ts';

/** What a comparison of a trail with evidence found, as plain JSON: whoever compared, the same. */
export type ReconcileReport = {
  readonly schema: 'reconcile/1';
  /** From the first instant to before the last, UTC epoch milliseconds. */
  readonly period: { readonly fromMs: number; readonly untilMs: number };
  /** When it was looked at: hours that ended just before it are not looked at yet. */
  readonly nowMs: number;
  /** Log files that were read. */
  readonly files: number;
  /** What is not named like a log file, and was left alone. */
  readonly others: number;
  /** Where somebody named the files: the list. What it leaves out was not read, and nobody knows of it. */
  readonly manifest?: string;
  readonly coverage: CoverageFacts;
  /** As they are after what was missing was added, where it was. */
  readonly hours: readonly HourCount[];
  readonly silent: readonly SilentHours[];
  /** Differences that are left then. */
  readonly left: number;
  /** Those before anything was added. */
  readonly differences: Differences;
  /** Records that were added to evidence; null where nothing was to be added. */
  readonly added: number | null;
  readonly unseen: Listed<Unseen>;
};

/** The report of a comparison that was made in one piece. `after`: once the missing was added. */
export function reportOf(
  looked: Pick<ReconcileReport, 'period' | 'nowMs' | 'files' | 'others'> & {
    readonly coverage: TrailCoverage;
    readonly unseen: readonly Unseen[];
  },
  before: Reconciled,
  after: Reconciled | null,
): ReconcileReport {
  const { period, nowMs, files, others, coverage, unseen } = looked;
  const { hours, silent, differences } = after ?? before;
  return {
    schema: 'reconcile/1',
    ...{ period, nowMs, files, others, hours, silent },
    coverage: coverage.facts(),
    left: differences.length,
    differences: listDifferences(before.differences),
    added: after === null ? null : before.missing.length,
    unseen: listed(unseen),
  };
}
