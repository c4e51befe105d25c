import { compareTexts } from '../judge/compare-texts.ts';

/** What could not be looked at or understood, and where. */
export type Unseen = { readonly where: string; readonly problem: string };

export function compareUnseen(a: Unseen, b: Unseen): number {
  return compareTexts(a.where, b.where) || compareTexts(a.problem, b.problem);
}
