import { isKnownRegion, liesInside } from '../judge/lies-inside.ts';
import { baseModelOf, parseModel } from '../judge/parse-model.ts';
import { routesOf } from '../judge/routes.ts';
import type { ResolvedFence, ResolvedPolicy } from '../policy/resolved-policy.ts';

/** Whether calls of one model or profile, made in one source Region, stay inside a fence. */
export type CheckedRoute = {
  readonly model: string;
  readonly sourceRegion: string;
  /** `unknown`: nobody knows its routes from there. */
  readonly outcome: 'stays' | 'leaves' | 'unknown';
  /** Every Region that such a call may use, its source included; sorted. Empty where unknown. */
  readonly destinations: readonly string[];
  /** Those of them that are outside the fence. */
  readonly outside: readonly string[];
  /** What to call from there instead: profiles of the same model, or the model itself. */
  readonly instead: readonly string[];
};

/**
 * Checks a model or profile from each source Region that it has, or from one. Destinations depend on
 * the source: a prefix is not a geography. What an ARN names is called from the Region of the ARN. A
 * profile without a list of sources (`global.`), and a model, which can be called anywhere, are checked
 * from the Regions of the fence.
 */
export function checkModel(
  model: string,
  from: string | null,
  fence: ResolvedFence,
  policy: ResolvedPolicy,
): readonly CheckedRoute[] {
  const sources = from === null ? sourcesOf(model, fence, policy) : [from];
  return sources.map((source) => {
    const route = checkRoute(model, source, fence, policy);
    const instead = route.outcome === 'stays' ? [] : insteadOf(model, source, fence, policy);
    return { ...route, instead };
  });
}

/** Every profile of the policy from every source Region. */
export function checkAll(fence: ResolvedFence, policy: ResolvedPolicy): readonly CheckedRoute[] {
  return Object.keys(policy.profiles)
    .sort()
    .flatMap((model) => checkModel(model, null, fence, policy));
}

function sourcesOf(model: string, fence: ResolvedFence, policy: ResolvedPolicy): readonly string[] {
  const parsed = parseModel(model, policy);
  if (parsed.arnRegion !== null && parsed.arnRegion !== '') return [parsed.arnRegion];
  const routes = parsed.kind === 'profile' ? parsed.profile?.routes : undefined;
  const listed =
    routes === undefined || routes === 'commercial' ? fence.regions : Object.keys(routes);
  return [...listed].sort();
}

/** The same for one source Region, without looking for what to call instead. */
export function checkRoute(
  model: string,
  sourceRegion: string,
  fence: ResolvedFence,
  policy: ResolvedPolicy,
): Omit<CheckedRoute, 'instead'> {
  const routes = routesOf(model, sourceRegion, policy);
  if (routes.kind !== 'known' || !isKnownRegion(sourceRegion, policy)) {
    return { model, sourceRegion, outcome: 'unknown', destinations: [], outside: [] };
  }
  const destinations = [...new Set([sourceRegion, ...routes.regions])].sort();
  const outside = destinations.filter((region) => !liesInside(region, fence, policy));
  return {
    model,
    sourceRegion,
    outcome: outside.length === 0 ? 'stays' : 'leaves',
    destinations,
    outside,
  };
}

function insteadOf(
  model: string,
  source: string,
  fence: ResolvedFence,
  policy: ResolvedPolicy,
): readonly string[] {
  const base = baseModelOf(model, policy);
  if (base === null) return [];
  const siblings = Object.entries(policy.profiles)
    .filter(([, { modelId }]) => modelId === base)
    .map(([id]) => id);
  return siblings
    .filter((id) => id !== model && checkRoute(id, source, fence, policy).outcome === 'stays')
    .sort();
}
