import type { CoverageState } from './count-hours.ts';
import type { Reconciled } from './reconcile.ts';

/** How many hours are in a state: those with calls, and silent ones that were not seen in full. */
export function countState(
  { hours, silent }: Pick<Reconciled, 'hours' | 'silent'>,
  state: CoverageState,
): number {
  const some = silent.filter((each) => each.state === state);
  return some.reduce(
    (sum, each) => sum + each.hours,
    hours.filter((each) => each.state === state).length,
  );
}
