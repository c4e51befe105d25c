import type { CoverageRow, CoverageState } from './coverage.ts';

/** The Regions of one account that are in one state for the same reason. */
export type RowGroup = Pick<CoverageRow, 'accountId' | 'name' | 'why'> & {
  readonly regions: readonly string[];
};

/** The rows of one state, by account and reason, for people. */
export function groupRows(rows: readonly CoverageRow[], state: CoverageState): readonly RowGroup[] {
  const groups = new Map<string, RowGroup>();
  for (const { accountId, name, region, why } of rows.filter((row) => row.state === state)) {
    const key = JSON.stringify([accountId, why]);
    const regions = groups.get(key)?.regions ?? [];
    groups.set(key, { accountId, name, why, regions: [...regions, region] });
  }
  return [...groups.values()];
}
