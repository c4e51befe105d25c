import {
  type ComparedSides,
  compareSides,
  type Difference,
  type ReconcileInput,
} from './compare-sides.ts';
import { type Compared, countHours, type HourCount } from './count-hours.ts';
import { type SilentHours, silentHours } from './silent-hours.ts';

export type Reconciled = Pick<ComparedSides, 'missing' | 'strays'> & {
  /** By account, source Region and hour: only where either side has something. */
  readonly hours: readonly HourCount[];
  /** The other hours of the period, where the trail was not seen in full. */
  readonly silent: readonly SilentHours[];
  /** Calls and submissions on which the two sides do not agree, or which one of them lacks. */
  readonly differences: readonly (Compared & { readonly kind: Difference })[];
};

/** Compares a period of a trail with evidence, call by call and hour by hour. */
export function reconcile(input: ReconcileInput): Reconciled {
  const { compared, missing, strays } = compareSides(input);
  const hours = countHours(compared, input.coverage);
  return {
    hours,
    silent: silentHours(hours, input.coverage, input.period),
    differences: compared.flatMap(({ kind, ...each }) =>
      kind === 'agreed' ? [] : { ...each, kind },
    ),
    missing,
    strays,
  };
}
