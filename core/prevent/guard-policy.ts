import type { ResolvedFence, ResolvedPolicy } from '../policy/resolved-policy.ts';
import { guardJson, guardStatement } from './guard-statement.ts';
import { MODEL_ACTIONS } from './model-actions.ts';
import { pascal } from './pascal.ts';

/**
 * A policy that holds a fence by itself: one Deny outside its Regions; and where only some models are
 * wanted, a second one for every other model. A batch job is authorized as a job too, whatever its model
 * (service authorization reference, 2026-09-26).
 */
export function guardPolicy(
  fence: ResolvedFence,
  policy: ResolvedPolicy,
  models: readonly string[],
  applicationProfiles: readonly string[],
) {
  const guard: unknown = JSON.parse(guardJson(guardStatement(fence, policy)));
  const Statement =
    models.length === 0 ? [guard] : [guard, onlyModels(fence, policy, models, applicationProfiles)];
  return { Version: '2012-10-17', Statement };
}

function onlyModels(
  { name }: ResolvedFence,
  policy: ResolvedPolicy,
  models: readonly string[],
  applicationProfiles: readonly string[],
) {
  const ids = models.flatMap((model) => {
    const profile = Object.hasOwn(policy.profiles, model) ? policy.profiles[model] : undefined;
    if (profile !== undefined) return [{ model: profile.modelId ?? model, profiles: [model] }];
    const profiles = Object.keys(policy.profiles).filter(
      (id) => !id.startsWith('arn:') && policy.profiles[id]?.modelId === model,
    );
    return [{ model, profiles }];
  });
  const NotResource = [
    ...ids.map(({ model }) => `arn:*:bedrock:*::foundation-model/${model}`),
    ...ids.flatMap(({ profiles }) =>
      profiles.map((id) => `arn:*:bedrock:*:*:inference-profile/${id}`),
    ),
    ...applicationProfiles,
    'arn:*:bedrock:*:*:model-invocation-job/*',
  ];
  return {
    Sid: `DenyBedrockModelsNotNamedForFence${pascal(name)}`,
    Effect: 'Deny',
    Action: MODEL_ACTIONS,
    NotResource: [...new Set(NotResource)],
  };
}
