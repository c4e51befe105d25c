import { COVERAGE_STATES, type CoverageRow, type CoverageState } from './coverage.ts';

/** How many accounts and Regions are in each state. */
export function countStates(
  rows: readonly Pick<CoverageRow, 'state'>[],
): Readonly<Record<CoverageState, number>> {
  const counts = Object.fromEntries(COVERAGE_STATES.map((state) => [state, 0]));
  for (const { state } of rows) counts[state] = (counts[state] ?? 0) + 1;
  return counts as Record<CoverageState, number>;
}
