import type { Basis, JudgedCall, VerdictKind } from '../judge/judged.ts';
import { keepLeast } from './keep-least.ts';

/** Calls by verdict, how their Regions are known, and some of the records behind them. */
export type VerdictCounts = {
  calls: number;
  inside: number;
  waived: number;
  outside: number;
  undecided: number;
  notServed: number;
  /** Calls by basis; refused calls have none. */
  readonly bases: Record<Basis, number>;
  readonly eventIds: string[];
};

/** The count that a verdict adds to. */
export const VERDICT_COUNT = {
  inside: 'inside',
  waived: 'waived',
  outside: 'outside',
  undecided: 'undecided',
  'not-served': 'notServed',
} as const satisfies Record<VerdictKind, keyof VerdictCounts>;

export function noVerdicts(): VerdictCounts {
  return {
    ...{ calls: 0, inside: 0, waived: 0, outside: 0, undecided: 0, notServed: 0 },
    bases: { reported: 0, completion: 0, 'assumed-source': 0, unknown: 0 },
    eventIds: [],
  };
}

export function addVerdict(counts: VerdictCounts, { verdict, basis, eventId }: JudgedCall): void {
  counts.calls += 1;
  counts[VERDICT_COUNT[verdict]] += 1;
  if (basis !== null) counts.bases[basis] += 1;
  keepLeast(counts.eventIds, eventId);
}
