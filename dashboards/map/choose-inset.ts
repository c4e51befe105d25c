import type { MapOutlines } from './map-outlines.ts';
import type { MapRoute } from './map-route.ts';
import { spotOf } from './spot-of.ts';

/** The smaller view in which most of the fence and of the calls lie; null where none holds half of either. */
export function chooseInset(
  views: readonly MapOutlines[],
  routes: readonly MapRoute[],
  fenced: readonly string[],
): MapOutlines | null {
  const calls = routes.reduce((sum, route) => sum + route.calls, 0);
  const scored = views.map((view) => {
    const within = routes.filter(({ from }) => spotOf(from, view) !== null);
    const seen = within.reduce((sum, route) => sum + route.calls, 0);
    const allowed = fenced.filter((code) => spotOf(code, view) !== null);
    return { view, score: share(seen, calls) + share(allowed.length, fenced.length) / 2 };
  });
  const [best] = scored.sort((a, b) => b.score - a.score);
  return best !== undefined && best.score >= 0.5 ? best.view : null;
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
