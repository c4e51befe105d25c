/** A profile as `ListInferenceProfiles` tells it in one source Region. */
export type LiveProfile = {
  /** The id of a system-defined profile, the ARN of an application profile: what the catalog knows it by. */
  readonly id: string;
  readonly type: 'SYSTEM_DEFINED' | 'APPLICATION';
  /** The base model; null where its ARNs name none, or several. */
  readonly modelId: string | null;
  /** Destination Regions, sorted; `commercial` where an ARN without a Region stands among them. */
  readonly regions: readonly string[] | 'commercial';
};

const MODEL_ARN = /^arn:[^:]+:bedrock:([a-z0-9-]*):[0-9]*:foundation-model\/(.+)$/;

/**
 * Reads one profile of an answer. Null where its models cannot be read: then nothing is known of its
 * routes. A `global.` profile names, beside its source Region, a model ARN whose Region is empty.
 */
export function readLiveProfile(
  id: string,
  type: LiveProfile['type'],
  modelArns: readonly string[],
): LiveProfile | null {
  const models = modelArns.map((arn) => MODEL_ARN.exec(arn));
  if (models.length === 0 || models.some((match) => match === null)) return null;
  const regions = [...new Set(models.map((match) => match?.[1] ?? ''))].sort();
  const ids = [...new Set(models.map((match) => match?.[2] ?? ''))];
  return {
    id,
    type,
    modelId: ids.length === 1 ? (ids[0] ?? null) : null,
    regions: regions.includes('') ? 'commercial' : regions,
  };
}
