import { cityOf } from '../catalog/place.ts';
import type { ResolvedPolicy } from '../policy/resolved-policy.ts';
import { checkModel } from '../prevent/check-model.ts';
import type { Answer } from './answer.ts';
import { type Check, GRANT, notLooked, ok, wrong } from './check.ts';

/** What GetFoundationModelAvailability says of one model: what is missing, empty where it can be called. */
export type ModelAccess = ReadonlyMap<string, Answer<readonly string[]>>;

const NAME = 'models';

/** Base models of the profiles that stay inside some fence, called from one Region. */
export function modelsToCall(sourceRegion: string, policy: ResolvedPolicy): readonly string[] {
  const models = Object.entries(policy.profiles).flatMap(([id, { modelId, routes }]) => {
    if (modelId === null || routes === 'commercial' || !Object.hasOwn(routes, sourceRegion))
      return [];
    const stays = policy.fences.some((fence) =>
      checkModel(id, sourceRegion, fence, policy).every(({ outcome }) => outcome === 'stays'),
    );
    return stays ? [modelId] : [];
  });
  return [...new Set(models)].sort();
}

/** Whether the account can call at least one model through a profile that stays inside. */
export function checkModels(access: ModelAccess, sourceRegion: string): Check {
  const place = cityOf(sourceRegion);
  if (access.size === 0) {
    return wrong(
      NAME,
      `no profile that the policy knows stays inside a fence from ${place}`,
      'call models in their Region, or from another: geofence check --all',
    );
  }
  const answers = [...access];
  const usable = answers.filter(
    ([, answer]) => answer.kind === 'answer' && answer.value.length === 0,
  );
  const missing = answers.flatMap(([model, answer]) =>
    answer.kind === 'answer' && answer.value.length > 0
      ? [`${model} (${answer.value.join(', ')})`]
      : [],
  );
  const hidden = answers.flatMap(([, answer]) => (answer.kind === 'none' ? [answer.problem] : []));
  const rest = missing.length === 0 ? '' : `; not: ${missing.join(', ')}`;
  const [problem] = hidden;
  if (problem !== undefined) {
    return notLooked(NAME, `${hidden.length} of ${access.size} models: ${problem}${rest}`, GRANT);
  }
  if (usable.length === 0) {
    return wrong(
      NAME,
      `none of ${access.size} models can be called from ${place}: ${missing.join(', ')}`,
      'accept the agreement of the model in the Bedrock console, and allow it to the account',
    );
  }
  return ok(NAME, `${usable.length} of ${access.size} models can be called from ${place}${rest}`);
}
