export const COVERAGE_PREFIX = 'coverage/v1/';

/** Where the coverage of a day lies: "coverage/v1/date=2026-11-03.json". */
export function coverageKeyOf(timeMs: number): string {
  return `${COVERAGE_PREFIX}date=${new Date(timeMs).toISOString().slice(0, 10)}.json`;
}
