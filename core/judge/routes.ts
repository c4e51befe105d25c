import type { ResolvedPolicy } from '../policy/resolved-policy.ts';
import { parseModel } from './parse-model.ts';

/**
 * Every Region that a model or profile may use from one source Region, sorted. `hidden`: its routes
 * are not known, so it may use any Region of its partition. `nowhere`: nothing can be said, because
 * the source Region is not known or cannot use it; `regions` are those it would use elsewhere.
 */
export type ModelRoutes =
  | { readonly kind: 'known'; readonly regions: readonly string[] }
  | { readonly kind: 'hidden'; readonly regions: readonly string[] }
  | { readonly kind: 'nowhere'; readonly hidden: boolean; readonly regions: readonly string[] };

const COMMERCIAL = 'aws';

/** Where inference with `model` may run when it is called in `sourceRegion`. Null: no model is named. */
export function routesOf(
  model: string | null,
  sourceRegion: string,
  policy: ResolvedPolicy,
): ModelRoutes {
  const source = partitionOf(sourceRegion, policy);
  if (model === null) return anyOf(source, null, policy);

  const parsed = parseModel(model, policy);
  switch (parsed.kind) {
    case 'stays':
      return { kind: 'known', regions: [sourceRegion] };
    case 'base':
      if (parsed.arnRegion === '') return commercialFrom(source, policy);
      return { kind: 'known', regions: [sourceRegion] };
    case 'hidden':
      return anyOf(source, parsed.arnPartition, policy);
    case 'profile': {
      const routes = parsed.profile?.routes;
      if (parsed.id.startsWith('global.') || routes === 'commercial') {
        return commercialFrom(source, policy);
      }
      const regions =
        routes !== undefined && Object.hasOwn(routes, sourceRegion)
          ? routes[sourceRegion]
          : undefined;
      if (regions === undefined) return anyOf(source, parsed.arnPartition, policy);
      return { kind: 'known', regions: [...regions].sort() };
    }
  }
}

/** The partition of a Region, null where the Region is not known. */
function partitionOf(region: string, policy: ResolvedPolicy): string | null {
  return Object.hasOwn(policy.regions, region) ? (policy.regions[region]?.partition ?? null) : null;
}

function commercialFrom(source: string | null, policy: ResolvedPolicy): ModelRoutes {
  const regions = servingRegions(COMMERCIAL, policy);
  return source === COMMERCIAL
    ? { kind: 'known', regions }
    : { kind: 'nowhere', hidden: false, regions };
}

/** An ARN of another partition than its source contradicts itself: nothing can be said. */
function anyOf(source: string | null, named: string | null, policy: ResolvedPolicy): ModelRoutes {
  const contradicts = named !== null && named !== source;
  const regions = source === null || contradicts ? [] : servingRegions(source, policy);
  return regions.length === 0
    ? { kind: 'nowhere', hidden: true, regions }
    : { kind: 'hidden', regions };
}

function servingRegions(wanted: string, policy: ResolvedPolicy): string[] {
  return Object.entries(policy.regions)
    .filter(([, { partition, status }]) => status === 'ga' && partition === wanted)
    .map(([code]) => code)
    .sort();
}
