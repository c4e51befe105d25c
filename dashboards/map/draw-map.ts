import { cityOf } from '../../core/catalog/place.ts';
import { type Html, html } from '../escape-html.ts';
import { filterLink } from '../report/filter-link.ts';
import { arc } from './arc.ts';
import type { MapOutlines } from './map-outlines.ts';
import type { MapRoute } from './map-route.ts';
import { type Label, placeLabels } from './place-labels.ts';
import { type Point, spotOf } from './spot-of.ts';

/** What a map shows besides its land. */
export type MapContent = {
  readonly routes: readonly MapRoute[];
  /** Region codes of the fences, and the countries that they stand in. */
  readonly fenced: readonly string[];
  readonly countries: readonly string[];
  /** Whose names stand elsewhere already. */
  readonly named: ReadonlySet<string | null>;
};

const LABEL_SIZE = 15;

/** A view with its land, the fence tinted, and an arc for each route. Every arc is a link that filters. */
export function drawMap(view: MapOutlines, content: MapContent): Html {
  const { width, height, name, title } = view;
  const { routes, fenced, countries } = content;
  const land = Object.entries(view.countries).map(
    ([code, outline]) =>
      html`<path class="${countries.includes(code) ? 'land fenced' : 'land'}" d="${outline}"/>`,
  );
  const spots = Object.entries(view.spots).flatMap(([code, [x, y]]) =>
    fenced.includes(code) ? [html`<circle class="spot fenced" cx="${x}" cy="${y}" r="3.5"/>`] : [],
  );
  return html`<svg class="map" viewBox="0 0 ${width} ${height}" role="group" aria-label="Map: ${title}">
<defs>${(['inside', 'waived', 'outside'] as const).map((verdict) => arrowHead(name, verdict))}</defs>
<g aria-hidden="true"><path class="land" d="${view.land}"/>${land}${spots}</g>
${routes.flatMap((route) => drawRoute(route, view, routes))}
<g aria-hidden="true">${endsOf(view, content)}</g></svg>`;
}

function arrowHead(view: string, verdict: string): Html {
  return html`<marker id="head-${view}-${verdict}" class="head ${verdict}" viewBox="0 0 8 8" refX="6" refY="4" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0L8 4L0 8z"/></marker>`;
}

function drawRoute(
  route: MapRoute,
  view: MapOutlines,
  routes: readonly MapRoute[],
): readonly Html[] {
  const from = spotOf(route.from, view);
  const to = spotOf(route.to, view);
  if (from === null || (to === null && route.to !== null)) return [];
  const most = Math.max(...routes.map(({ calls }) => calls));
  const thick = Math.round(10 * (1.6 + 4 * Math.sqrt(route.calls / most))) / 10;
  const shape =
    to === null || isSame(from, to)
      ? ring(from, route, routes, thick)
      : line(from, to, view, route, thick);
  const text = describe(route);
  return [
    html`<a class="arc ${route.verdict}" data-from="${route.from}" data-ran="${route.to ?? 'unknown'}" data-verdict="${route.verdict}" href="${filterLink({ from: route.from, ran: route.to ?? 'unknown', verdict: route.verdict })}" aria-label="${text}"><title>${text}</title>${shape}</a>`,
  ];
}

function line(
  from: Point,
  to: Point,
  view: MapOutlines,
  { verdict }: MapRoute,
  thick: number,
): Html {
  const way = arc(from, to, 6);
  return html`<path class="hit" d="${way}"/><path class="line" d="${way}" stroke-width="${thick}" marker-end="url(#head-${view.name}-${verdict})"/>`;
}

/** What ran where it was called is a ring around it; what nobody can place, a dotted one. */
function ring(
  [x, y]: Point,
  { from, verdict }: MapRoute,
  routes: readonly MapRoute[],
  thick: number,
): Html {
  const here = routes.filter(
    (each) => each.from === from && (each.to === null || each.to === from),
  );
  const reach = 8 + 6 * here.findIndex((each) => each.verdict === verdict);
  return html`<circle class="hit" cx="${x}" cy="${y}" r="${reach}"/><circle class="line" cx="${x}" cy="${y}" r="${reach}" stroke-width="${Math.min(thick, 4)}"/>`;
}

/** Spots and names of the places that routes touch; what is worst is named first. */
function endsOf(view: MapOutlines, { routes, named }: MapContent): readonly Html[] {
  const codes = [...new Set([...routes].reverse().flatMap(({ from, to }) => [to, from]))];
  const ends = codes.flatMap((code) => {
    const at = spotOf(code, view);
    return at === null || code === null ? [] : [{ code, at }];
  });
  const labels = ends
    .filter(({ code }) => !named.has(code))
    .map(({ code, at }): Label => ({ text: cityOf(code), at, gap: 13 }));
  return [
    ...ends.map(({ at: [x, y] }) => html`<circle class="spot" cx="${x}" cy="${y}" r="4"/>`),
    ...placeLabels(labels, LABEL_SIZE, view).map(
      ({ text, x, y, anchor }) =>
        html`<text x="${x}" y="${y}" text-anchor="${anchor}" font-size="${LABEL_SIZE}">${text}</text>`,
    ),
  ];
}

function describe({ from, to, verdict, calls, bases }: MapRoute): string {
  const where =
    to === null ? 'to nobody knows where' : from === to ? 'in itself' : `to ${cityOf(to)}`;
  return `${cityOf(from)} ${where}: ${calls} ${calls === 1 ? 'call' : 'calls'} ${verdict}, known by ${bases.join(', ')}`;
}

function isSame([x, y]: Point, [otherX, otherY]: Point): boolean {
  return x === otherX && y === otherY;
}
