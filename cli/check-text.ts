import { cityOf } from '../core/catalog/place.ts';
import type { ResolvedFence } from '../core/policy/resolved-policy.ts';
import type { CheckedRoute } from '../core/prevent/check-model.ts';
import { labelled, safe, WIDTH, wrap } from './layout.ts';
import type { Paint } from './terminal.ts';

const TONES = { stays: 'good', leaves: 'alarm', unknown: 'warning' } as const;

/** What `geofence check` says to a person: the answer, then each source Region of each model. */
export function checkText(
  routes: readonly CheckedRoute[],
  fence: ResolvedFence,
  paint: Paint,
): string {
  const models = [...new Set(routes.map(({ model }) => model))];
  const blocks = models.map((model) => {
    const own = routes.filter((route) => route.model === model);
    return [safe(model), ...own.flatMap((route) => routeLines(route, paint))].join('\n');
  });
  const answer = wrap(answerOf(routes, fence), WIDTH);
  return `${[answer.join('\n'), ...blocks].join('\n\n')}\n`;
}

function answerOf(routes: readonly CheckedRoute[], { name }: ResolvedFence): string {
  const count = (outcome: CheckedRoute['outcome']) =>
    routes.filter((route) => route.outcome === outcome).length;
  if (routes.length === 0) return 'NOT KNOWN. Nothing can be called from there.';
  if (count('unknown') > 0) {
    return `NOT KNOWN. ${count('unknown')} of ${routes.length} routes are in no catalog: name the profile in the policy.`;
  }
  return count('leaves') === 0
    ? `YES. All of ${routes.length} routes stay inside fence "${name}".`
    : `NO. ${count('leaves')} of ${routes.length} routes may leave fence "${name}".`;
}

function routeLines(route: CheckedRoute, paint: Paint): readonly string[] {
  const { sourceRegion, outcome, destinations, outside, instead } = route;
  const where = destinations.map((code) =>
    outside.includes(code) ? cityOf(code).toUpperCase() : cityOf(code),
  );
  const head = `  ${paint(TONES[outcome], outcome.padEnd(8))} from ${cityOf(sourceRegion)} (${safe(sourceRegion)})`;
  return [
    head,
    ...(where.length === 0 ? [] : labelled('may run in', where.join(', '))),
    ...(instead.length === 0 ? [] : labelled('instead', instead.join(', '))),
  ];
}
