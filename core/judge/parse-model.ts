import type { ResolvedPolicy, ResolvedProfile } from '../policy/resolved-policy.ts';

/**
 * What a model id, as it was sent, turns out to be. `stays`: provisioned, custom, imported, or a
 * marketplace endpoint, which cannot leave its Region. `hidden`: an application profile, prompt or
 * router that nothing resolves, or an id of no known form.
 */
export type ParsedModel = {
  /** The Region field of an ARN; empty for a Region-less ARN, null where the id is no ARN. */
  readonly arnRegion: string | null;
  readonly arnPartition: string | null;
} & (
  | { readonly kind: 'base'; readonly modelId: string }
  | { readonly kind: 'profile'; readonly id: string; readonly profile: ResolvedProfile | null }
  | { readonly kind: 'stays' }
  | { readonly kind: 'hidden' }
);

const STAYING_TYPES = new Set([
  'provisioned-model',
  'custom-model',
  'custom-model-deployment',
  'imported-model',
]);
const PROFILE_TYPES = new Set(['inference-profile', 'data-automation-profile']);

/** Reads a model id or ARN with the profiles, prefixes and providers that the policy knows. */
export function parseModel(model: string, policy: ResolvedPolicy): ParsedModel {
  const parts = model.split(':');
  if (parts[0] !== 'arn') return { arnRegion: null, arnPartition: null, ...parseId(model, policy) };

  const [, partition = '', service = '', region = ''] = parts;
  const place = { arnRegion: region, arnPartition: partition };
  const resource = parts.slice(5).join(':');
  const slash = resource.indexOf('/');
  const type = slash === -1 ? resource : resource.slice(0, slash);
  const id = slash === -1 ? '' : resource.slice(slash + 1);

  const known = profileOf(model, policy);
  if (known !== null) return { ...place, kind: 'profile', id: model, profile: known };
  if (service === 'sagemaker' && type === 'endpoint') return { ...place, kind: 'stays' };
  if (service !== 'bedrock' || id === '') return { ...place, kind: 'hidden' };
  if (type === 'foundation-model') return { ...place, kind: 'base', modelId: id };
  if (STAYING_TYPES.has(type)) return { ...place, kind: 'stays' };
  if (!PROFILE_TYPES.has(type)) return { ...place, kind: 'hidden' };
  return { ...place, kind: 'profile', id, profile: profileOf(id, policy) };
}

function parseId(id: string, policy: ResolvedPolicy) {
  const profile = profileOf(id, policy);
  const [first = ''] = id.split('.', 1);
  if (profile !== null || policy.prefixes.includes(first)) {
    return { kind: 'profile', id, profile } as const;
  }
  if (policy.providers.includes(first)) return { kind: 'base', modelId: id } as const;
  return { kind: 'hidden' } as const;
}

function profileOf(id: string, policy: ResolvedPolicy): ResolvedProfile | null {
  if (Object.hasOwn(policy.profiles, id)) return policy.profiles[id] ?? null;
  if (Object.hasOwn(policy.dataAutomationProfiles, id)) {
    return { modelId: null, routes: policy.dataAutomationProfiles[id] ?? {} };
  }
  return null;
}

/** The base model id that `models` scopes match: prefix and ARN removed. Null where it is hidden. */
export function baseModelOf(model: string, policy: ResolvedPolicy): string | null {
  const parsed = parseModel(model, policy);
  if (parsed.kind === 'base') return parsed.modelId;
  if (parsed.kind !== 'profile') return null;
  if (parsed.profile?.modelId != null) return parsed.profile.modelId;
  const prefix = policy.prefixes.find((known) => parsed.id.startsWith(`${known}.`));
  return prefix === undefined ? parsed.id : parsed.id.slice(prefix.length + 1);
}
