import type { ReconciledCounts } from '../measure/measure-reconciled.ts';
import { mergeHours } from '../prove/count-hours.ts';
import { countState } from '../prove/count-state.ts';
import { mergeDifferences } from '../prove/list-differences.ts';
import { mergeListed } from '../prove/listed.ts';
import type { ReconcileReport } from '../prove/reconcile-report.ts';
import { silentHours } from '../prove/silent-hours.ts';
import { createTrailCoverage } from '../prove/trail-coverage.ts';
import { compareUnseen } from '../prove/unseen.ts';
import type { BatchReport } from './batch-report.ts';
import type { PartReport } from './part-report.ts';
import type { Run } from './run.ts';

/** One table and one report of all parts of a run, and what is counted of it. */
export function mergeParts(
  { fromMs, untilMs, nowMs, manifest }: Run,
  gathered: BatchReport,
  parts: readonly PartReport[],
): { readonly report: ReconcileReport; readonly counts: ReconciledCounts } {
  const period = { fromMs, untilMs };
  const coverage = createTrailCoverage(nowMs);
  coverage.addFacts(gathered.coverage);
  const hours = mergeHours(
    parts.map((part) => part.hours),
    coverage,
  );
  const silent = silentHours(hours, coverage, period);
  const sum = (of: (part: PartReport) => number) => parts.reduce((all, part) => all + of(part), 0);
  const { files, others } = gathered;
  return {
    report: {
      schema: 'reconcile/1',
      ...{ period, nowMs, files, others, hours, silent },
      ...(manifest === undefined ? {} : { manifest }),
      coverage: gathered.coverage,
      left: sum(({ left }) => left),
      differences: mergeDifferences(parts.map(({ differences }) => differences)),
      added: sum(({ added }) => added),
      unseen: mergeListed(
        [gathered, ...parts].map(({ unseen }) => unseen),
        compareUnseen,
      ),
    },
    counts: {
      missing: sum(({ counts }) => counts.missing),
      contradicted: sum(({ counts }) => counts.contradicted),
      outside: sum(({ counts }) => counts.outside),
      undecided: sum(({ counts }) => counts.undecided),
      open:
        countState({ hours, silent }, 'incomplete') +
        countState({ hours, silent }, 'not looked at'),
    },
  };
}
