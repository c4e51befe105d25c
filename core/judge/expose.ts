import type { ResolvedPolicy } from '../policy/resolved-policy.ts';
import { fenceOf, waiverOf } from './decide.ts';
import { isKnownPlace, liesInside } from './lies-inside.ts';
import { modelsOf } from './locate.ts';
import type { Line } from './reading.ts';
import { routesOf } from './routes.ts';
import type { View } from './scope.ts';

/** Application profiles by ARN, as records of their creation tell: the profile or model copied. */
export type Creations = ReadonlyMap<string, string>;

/** Where work could have run, wherever it did. */
export type Exposure = {
  /** Some Region that it may use is outside the fence, and no waiver covers it. */
  readonly exposed: boolean;
  /** Something hides its model or its routes. */
  readonly unresolved: boolean;
};

/** What a group of lines has in common for exposure. */
export type Work = {
  readonly lines: readonly Line[];
  readonly views: readonly View[];
  readonly timeMs: number | null;
  /** What stands where no model is named: hidden, or nothing but the source Region. */
  readonly withoutModel: 'unresolved' | 'stays';
};

/**
 * How far a call or submission may reach. A `CreateInferenceProfile` record in the same input opens an
 * application profile here, but never in a verdict.
 */
export function expose(work: Work, creations: Creations, policy: ResolvedPolicy): Exposure {
  const sources = [...new Set(work.lines.map(({ facts }) => facts.sourceRegion))];
  const reaches = sources.map((source) => reachOf(work, source, creations, policy));
  const regions = reaches.flatMap((reach) => reach.regions);
  return {
    exposed: regions.some((region) => leavesAny(region, work, policy)),
    unresolved: reaches.some(({ unresolved }) => unresolved),
  };
}

function reachOf(work: Work, source: string, creations: Creations, policy: ResolvedPolicy) {
  const models = modelsOf(work.lines);
  const stays = work.lines.every(({ facts }) => facts.mantle) || work.withoutModel === 'stays';
  if (work.lines.every(({ facts }) => facts.mantle) || (models.length === 0 && stays)) {
    return { regions: [source], unresolved: false };
  }
  const named = models.length === 0 ? [null] : models;
  const routes = named.map((model) => openRoutes(model, source, creations, policy));
  const known = routes.filter((route) => !isHidden(route)).flatMap(({ regions }) => regions);
  const unresolved = routes.some(isHidden);
  return { regions: unresolved && known.length === 0 ? [] : [source, ...known], unresolved };
}

function openRoutes(
  model: string | null,
  source: string,
  creations: Creations,
  policy: ResolvedPolicy,
) {
  const routes = routesOf(model, source, policy);
  const copied = model === null ? undefined : creations.get(model);
  return isHidden(routes) && copied !== undefined ? routesOf(copied, source, policy) : routes;
}

function isHidden(routes: ReturnType<typeof routesOf>): boolean {
  return routes.kind === 'hidden' || (routes.kind === 'nowhere' && routes.hidden);
}

function leavesAny(region: string, { views, timeMs }: Work, policy: ResolvedPolicy): boolean {
  return views.some((view) => leaves(region, view, timeMs, policy));
}

/** Whether a Region is outside the fence with no waiver over it. One that nobody knows is outside. */
export function leaves(
  region: string,
  view: View,
  timeMs: number | null,
  policy: ResolvedPolicy,
): boolean {
  const fence = fenceOf(view, policy);
  if (fence === null || !isKnownPlace(region, policy)) return true;
  return !liesInside(region, fence, policy) && waiverOf(region, view, timeMs, policy) === null;
}
