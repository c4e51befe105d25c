import type { ResolvedFence, ResolvedPolicy } from '../policy/resolved-policy.ts';
import { checkRoute } from './check-model.ts';
import { everyCall } from './every-call.ts';

/** Profiles that stay inside a fence when they are called from one Region, and the ARNs that name them. */
export type TrustedProfiles = {
  readonly sourceRegion: string;
  readonly modelIds: readonly string[];
  /** Patterns; the source Region is written out, the account is any. */
  readonly arns: readonly string[];
};

/**
 * What may be called from each source Region of a fence without leaving it. A prefix is named as a whole,
 * `eu.*`, only where every profile of it stays inside from there, and where not only some models are wanted.
 * An application profile is somebody's own: it is among them only where its ARN is named.
 */
export function trustedProfiles(
  fence: ResolvedFence,
  policy: ResolvedPolicy,
  models: readonly string[],
): readonly TrustedProfiles[] {
  const calls = everyCall(policy).filter(
    ({ modelId }) => !modelId.startsWith('arn:') || models.includes(modelId),
  );
  return fence.regions.flatMap((sourceRegion) => {
    const here = calls.filter((call) => call.sourceRegion === sourceRegion);
    const staying = here
      .map(({ modelId }) => modelId)
      .filter((modelId) => staysInside(modelId, sourceRegion, fence, policy));
    const wanted = staying.filter((id) => models.length === 0 || isOf(id, models, policy));
    if (wanted.length === 0) return [];
    const whole = (prefix: string) =>
      models.length === 0 &&
      here
        .filter(({ modelId }) => prefixOf(modelId) === prefix)
        .every(({ modelId }) => staying.includes(modelId));
    const names = wanted.map((id) => (whole(prefixOf(id)) ? `${prefixOf(id)}.*` : id));
    const partition = policy.regions[sourceRegion]?.partition ?? 'aws';
    const arns = [...new Set(names)].map((name) =>
      name.startsWith('arn:')
        ? name
        : `arn:${partition}:bedrock:${sourceRegion}:*:inference-profile/${name}`,
    );
    return [{ sourceRegion, modelIds: wanted, arns }];
  });
}

export function staysInside(
  modelId: string,
  sourceRegion: string,
  fence: ResolvedFence,
  policy: ResolvedPolicy,
): boolean {
  return checkRoute(modelId, sourceRegion, fence, policy).outcome === 'stays';
}

/** Whether a profile is one of those named, or of one of the models named. */
function isOf(id: string, models: readonly string[], policy: ResolvedPolicy): boolean {
  const base = policy.profiles[id]?.modelId;
  if (models.includes(id)) return true;
  return !id.startsWith('arn:') && base != null && models.includes(base);
}

function prefixOf(id: string): string {
  return id.split('.', 1)[0] ?? '';
}
