import { cityOf } from '../catalog/place.ts';
import type { JudgedCall } from '../judge/judged.ts';
import { baseModelOf, parseModel } from '../judge/parse-model.ts';
import type { ResolvedFence, ResolvedPolicy } from '../policy/resolved-policy.ts';
import { type CheckedRoute, checkModel } from './check-model.ts';

type Strayed = Pick<
  JudgedCall,
  'fence' | 'inferenceRegion' | 'mayHaveRun' | 'modelId' | 'principal' | 'sourceRegion' | 'verdict'
>;

/**
 * What would have kept a call inside its fence, the smallest change first: another profile from the same
 * Region, the same from another Region, another from another; then the model alone; last, and for the
 * owner of the policy to decide, the policy. Empty where the call needs none.
 */
export function waysInside(call: Strayed, policy: ResolvedPolicy): readonly string[] {
  if (call.verdict !== 'outside' && call.verdict !== 'undecided') return [];
  const fence = policy.fences.find(({ name }) => name === call.fence);
  if (fence === undefined)
    return ['add a fence whose scope holds this call, or widen the scope of one'];
  const { modelId } = call;
  if (modelId === null) {
    return ['look at the call itself: its record is not here, so its model is not known'];
  }
  if (parseModel(modelId, policy).kind === 'hidden') {
    return [`name ${modelId} in "catalog.profiles" of the policy, with what it copies`];
  }
  return [...otherCalls(modelId, call.sourceRegion, fence, policy), ...otherPolicies(call, fence)];
}

function otherCalls(
  modelId: string,
  sourceRegion: string,
  fence: ResolvedFence,
  policy: ResolvedPolicy,
): readonly string[] {
  const here = checkModel(modelId, sourceRegion, fence, policy).flatMap(({ instead }) =>
    instead.filter(isSystem),
  );
  const own = staying(checkModel(modelId, null, fence, policy));
  const base = baseModelOf(modelId, policy);
  const others = siblingsOf(modelId, base, policy).flatMap((profile) =>
    staying(checkModel(profile, null, fence, policy)),
  );
  const ways = [
    ...here.map((profile) => `call ${profile} from ${placed(sourceRegion)} instead`),
    ...byModel(own).map(([model, sources]) => `call ${model} from ${sources} instead`),
    ...(here.length + own.length > 0 ? [] : byModel(others)).map(
      ([model, sources]) => `call ${model} from ${sources} instead`,
    ),
  ];
  if (base === null || base === modelId) return ways;
  const [first] = fence.regions;
  const at = fence.regions.includes(sourceRegion) ? sourceRegion : first;
  if (at === undefined) return ways;
  return [...ways, `call the model itself, ${base}, in ${placed(at)}, where AWS offers it there`];
}

/** For a person who may change the policy: nothing that the caller can do. */
function otherPolicies(call: Strayed, fence: ResolvedFence): readonly string[] {
  const { inferenceRegion, mayHaveRun, principal } = call;
  const places = inferenceRegion === null ? mayHaveRun : [inferenceRegion];
  const missing = places.filter((code) => !fence.regions.includes(code));
  if (missing.length === 0 || missing.length > 4) return [];
  const where = missing.map(placed).join(', ');
  const whom = principal === null ? 'this caller' : principal;
  return [
    `if it was right to run there: a waiver for ${whom} in ${where}, or ${where} in "allow" of fence "${fence.name}"`,
  ];
}

function siblingsOf(modelId: string, base: string | null, policy: ResolvedPolicy) {
  return Object.entries(policy.profiles)
    .filter(
      ([id, profile]) =>
        base !== null && profile.modelId === base && id !== modelId && isSystem(id),
    )
    .map(([id]) => id)
    .sort();
}

/** An application profile is somebody's own: nobody is sent to it. */
function isSystem(id: string): boolean {
  return !id.startsWith('arn:');
}

function staying(routes: readonly CheckedRoute[]): readonly CheckedRoute[] {
  return routes.filter(({ outcome }) => outcome === 'stays');
}

const MOST_SOURCES = 3;

function byModel(routes: readonly CheckedRoute[]): readonly (readonly [string, string])[] {
  const models = [...new Set(routes.map(({ model }) => model))];
  return models.map((model) => {
    const sources = routes.filter((route) => route.model === model);
    const shown = sources.slice(0, MOST_SOURCES).map(({ sourceRegion }) => placed(sourceRegion));
    return [model, shown.join(' or ')];
  });
}

function placed(code: string): string {
  return `${cityOf(code)} (${code})`;
}
