import { type Listed, mergeListed } from '../prove/listed.ts';
import { type CoverageFacts, createTrailCoverage } from '../prove/trail-coverage.ts';
import { compareUnseen, type Unseen } from '../prove/unseen.ts';

/** What a batch of files was, beside the lines in it. */
export type BatchReport = {
  /** Everything that it was given: log files, evidence and what is neither. */
  readonly items: number;
  /** Log files that were read. */
  readonly files: number;
  /** What is not named like a log file, and was left alone. */
  readonly others: number;
  readonly coverage: CoverageFacts;
  readonly unseen: Listed<Unseen>;
  /** Events that corrections name; few, because corrections are rare. */
  readonly named: readonly string[];
};

/** Several batches as one. */
export function mergeBatches(batches: readonly BatchReport[]): BatchReport {
  const sum = (of: (batch: BatchReport) => number) =>
    batches.reduce((all, batch) => all + of(batch), 0);
  /** What is covered does not depend on when it is asked. */
  const coverage = createTrailCoverage(0);
  for (const batch of batches) coverage.addFacts(batch.coverage);
  return {
    items: sum(({ items }) => items),
    files: sum(({ files }) => files),
    others: sum(({ others }) => others),
    coverage: coverage.facts(),
    unseen: mergeListed(
      batches.map(({ unseen }) => unseen),
      compareUnseen,
    ),
    named: [...new Set(batches.flatMap(({ named }) => named))].sort(),
  };
}
