import type { JudgedCall } from '../judge/judged.ts';
import type { ComparedSides } from './compare-sides.ts';

/** Calls that only the trail knew, or knew better: those that somebody has to be told of are among them. */
export function foundIn(
  compared: readonly Pick<ComparedSides['compared'][number], 'kind' | 'call'>[],
): readonly JudgedCall[] {
  return compared.flatMap(({ kind, call }) =>
    kind === 'extra' || kind === 'agreed' || call === null ? [] : call,
  );
}
