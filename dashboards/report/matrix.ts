import type { VerdictKind } from '../../core/judge/judged.ts';
import type { AuditReport, RouteCount } from '../../core/report/audit-report.ts';
import { type Html, html } from '../escape-html.ts';
import { grouped, place } from './cells.ts';
import { filterLink } from './filter-link.ts';

/** What is worst first: a cell is coloured by the first that it holds. */
const WORST: readonly VerdictKind[] = ['outside', 'undecided', 'waived', 'inside', 'not-served'];

/** More Regions than this in one direction help nobody; the table of routes has them. */
const MOST = 24;

/** Calls by where they were made and where they ran. */
export function matrix({ routes }: AuditReport): Html {
  const targetOf = ({ inferenceRegion, verdict }: RouteCount) =>
    inferenceRegion ?? (verdict === 'not-served' ? 'nowhere' : 'unknown');
  const sources = busiest(routes, ({ sourceRegion }) => sourceRegion);
  const targets = busiest(routes, targetOf);
  const left = routes.filter(
    (route) => !sources.includes(route.sourceRegion) || !targets.includes(targetOf(route)),
  );
  const rows = sources.map((source) => {
    const cells = targets.map((target) =>
      cell(
        routes.filter((route) => route.sourceRegion === source && targetOf(route) === target),
        source,
        target,
      ),
    );
    return html`<tr><th scope="row">${place(source)}</th>${cells}</tr>`;
  });
  const head = targets.map(
    (target) =>
      html`<th scope="col">${target === 'unknown' || target === 'nowhere' ? target : place(target)}</th>`,
  );
  if (routes.length === 0) return html``;
  return html`<h3 id="matrix-title">Calls between Regions</h3>
<div class="scroll" tabindex="0" role="region" aria-labelledby="matrix-title"><table class="matrix" aria-labelledby="matrix-title"><thead><tr><td>made in ↓ ran in →</td>${head}</tr></thead><tbody>${rows}</tbody></table></div>
${left.length === 0 ? '' : html`<p class="quiet">${left.length} routes between other Regions stand in the table below.</p>`}`;
}

function cell(routes: readonly RouteCount[], source: string, target: string): Html {
  if (routes.length === 0) return html`<td></td>`;
  const calls = routes.reduce((sum, route) => sum + route.calls, 0);
  const worst = WORST.find((verdict) => routes.some((route) => route.verdict === verdict));
  const marked = routes
    .filter(({ verdict }) => verdict === worst)
    .reduce((sum, route) => sum + route.calls, 0);
  const word = marked === calls ? worst : `of which ${marked} ${worst}`;
  return html`<td class="${worst ?? 'inside'}" data-from="${source}" data-ran="${target}"><a href="${filterLink({ from: source, ran: target })}"><b>${grouped(calls)}</b> <span>${word ?? ''}</span></a></td>`;
}

function busiest(
  routes: readonly RouteCount[],
  nameOf: (route: RouteCount) => string,
): readonly string[] {
  const calls = new Map<string, number>();
  for (const route of routes) {
    calls.set(nameOf(route), (calls.get(nameOf(route)) ?? 0) + route.calls);
  }
  return [...calls]
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .map(([name]) => name)
    .slice(0, MOST);
}
