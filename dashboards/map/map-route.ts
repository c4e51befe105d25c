import type { VerdictKind } from '../../core/judge/judged.ts';
import type { RouteCount } from '../../core/report/audit-report.ts';

/** What a map draws between two places: routes that differ only in how they are known are one. */
export type MapRoute = {
  readonly from: string;
  /** Null where nobody knows. */
  readonly to: string | null;
  readonly verdict: Exclude<VerdictKind, 'not-served'>;
  readonly calls: number;
  readonly bases: readonly string[];
};

/** The most calls first, what is worst last: it is drawn on top. Refused calls ran nowhere. */
export function mapRoutes(routes: readonly RouteCount[]): readonly MapRoute[] {
  const merged = new Map<string, MapRoute>();
  for (const { sourceRegion: from, inferenceRegion: to, verdict, calls, basis } of routes) {
    if (verdict === 'not-served') continue;
    const key = JSON.stringify([from, to, verdict]);
    const known = merged.get(key) ?? { from, to, verdict, calls: 0, bases: [] };
    const bases = basis === null ? known.bases : [...known.bases, basis];
    merged.set(key, { ...known, calls: known.calls + calls, bases });
  }
  const rank = ({ verdict }: MapRoute) => ORDER.indexOf(verdict);
  return [...merged.values()].sort((a, b) => rank(a) - rank(b) || b.calls - a.calls);
}

const ORDER: readonly MapRoute['verdict'][] = ['inside', 'waived', 'undecided', 'outside'];
