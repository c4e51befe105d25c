import { createSeries, type Datum } from './series.ts';

/** What a comparison of a trail with evidence counts. */
export type ReconciledCounts = {
  /** Calls that live did not see. */
  readonly missing: number;
  /** Calls on which the sides do not agree though nothing is missing any more. */
  readonly contradicted: number;
  /** Hours that are incomplete or were not looked at. */
  readonly open: number;
  /** Calls that only the trail knew, or knew better, by verdict; those that wake nobody left out. */
  readonly outside: number;
  readonly undecided: number;
};

/** The metrics of a comparison, at the time of detection: UTC epoch milliseconds. */
export function measureReconciled(
  { missing, contradicted, open, outside, undecided }: ReconciledCounts,
  nowMs: number,
): readonly Datum[] {
  const series = createSeries();
  if (outside > 0) series.add('Outside', {}, nowMs, outside);
  if (undecided > 0) series.add('Undecided', {}, nowMs, undecided);
  series.add('LiveMissed', {}, nowMs, 1, missing);
  series.add('Contradicted', {}, nowMs, 1, contradicted);
  series.add('NotReconciled', {}, nowMs, 1, open);
  return series.data();
}
