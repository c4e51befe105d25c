import type { Basis } from '../../core/judge/judged.ts';

const ORDER: readonly Basis[] = ['reported', 'completion', 'assumed-source', 'unknown'];

/** "reported 71 %, assumed-source 29 %": how Regions are known, by calls. */
export function shareOfBases(bases: Readonly<Record<Basis, number>>): string {
  const all = ORDER.reduce((sum, basis) => sum + bases[basis], 0);
  return ORDER.filter((basis) => bases[basis] > 0)
    .map((basis) => `${basis} ${percent(bases[basis], all)}`)
    .join(', ');
}

/** Never 0 % of something, and never 100 % of less than all. */
function percent(part: number, all: number): string {
  if (part === all) return '100\u00a0%';
  const rounded = Math.round((100 * part) / all);
  if (rounded === 0) return 'under\u00a01\u00a0%';
  return rounded === 100 ? 'over\u00a099\u00a0%' : `${rounded}\u00a0%`;
}
