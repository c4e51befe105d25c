import type { AuditReport } from '../../core/report/audit-report.ts';
import { type Html, html } from '../escape-html.ts';
import { chooseInset } from '../map/choose-inset.ts';
import { drawMap } from '../map/draw-map.ts';
import { OUTLINES } from '../map/generated.ts';
import { mapRoutes } from '../map/map-route.ts';
import { spotOf } from '../map/spot-of.ts';
import { grouped } from './cells.ts';
import { filterLink } from './filter-link.ts';

/** Where calls went, on the world and, larger, where most of them are. */
export function mapSection({ routes, policy, totals }: AuditReport): Html {
  const [world, ...insets] = OUTLINES;
  if (world === undefined) throw new TypeError('there is no map of the world');
  const drawn = mapRoutes(routes);
  const fenced = [...new Set(policy.fences.flatMap(({ regions }) => regions))];
  const countries = policy.fences.flatMap((fence) => fence.countries);
  const inset = chooseInset(insets, drawn, fenced);
  const isInInset = (code: string | null) => inset !== null && spotOf(code, inset) !== null;
  const abroad = drawn.filter(({ from, to }) => !isInInset(from) || !isInInset(to ?? from));
  const named = new Set(abroad.flatMap(({ from, to }) => [from, to]).filter(isInInset));
  const content = { routes: drawn, fenced, countries };
  const lost = drawn.filter(({ from, to }) =>
    [from, ...(to === null ? [] : [to])].some((code) => spotOf(code, world) === null),
  );
  const lostCalls = lost.reduce((sum, { calls }) => sum + calls, 0);
  return html`<section id="where" aria-labelledby="where-title"><h2 id="where-title">Where it ran</h2>
<figure><div class="${inset === null ? 'maps' : 'maps two'}">${inset === null ? '' : html`<div>${drawMap(inset, { ...content, named: new Set() })}</div>`}<div>${drawMap(world, { ...content, routes: abroad, named })}</div></div>
<figcaption>${legend(totals)}<p class="quiet">Arcs lead from where a call was made to where it ran, heavier for more calls; rings ran where they were called, or nobody knows where. Tinted: countries of the fence. ${inset === null ? '' : `What stays within ${inset.title} is drawn there alone. `}${lost.length === 0 ? '' : html`${lostCalls} calls touch places that this map does not know; the tables have them.`}</p></figcaption></figure></section>`;
}

function legend(totals: AuditReport['totals']): Html {
  const entries = (['inside', 'waived', 'outside', 'undecided'] as const).filter(
    (verdict) => totals[verdict] > 0,
  );
  return html`<ul class="legend">${entries.map(
    (verdict) =>
      html`<li class="arc ${verdict}"><svg viewBox="0 0 34 10" width="34" height="10" aria-hidden="true"><path class="line" d="M1 5H33" stroke-width="3"/></svg> <a href="${filterLink({ verdict })}">${verdict} <b>${grouped(totals[verdict])}</b></a></li>`,
  )}</ul>`;
}
