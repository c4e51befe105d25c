import { closest } from '../core/catalog/closest.ts';
import type { ResolvedPolicy } from '../core/policy/resolved-policy.ts';
import { safe } from './layout.ts';

/** A word for each name that is neither a profile nor a model of one. */
export function unknownModels(
  models: readonly string[],
  { profiles }: ResolvedPolicy,
): readonly string[] {
  const bases = Object.values(profiles).flatMap(({ modelId }) => modelId ?? []);
  const known = new Set([...Object.keys(profiles), ...bases]);
  return models
    .filter((model) => !known.has(model))
    .map((model) => {
      if (model.includes(':application-inference-profile/')) return unresolvedProfile(model);
      const near = closest(model, [...known]);
      const fix =
        near.length === 0 ? 'name it in "catalog.profiles"' : `did you mean ${near.join(', ')}?`;
      return `${safe(model)}: no known profile or model.\n  Fix: ${fix}`;
    });
}

/** Only its owner knows what an application profile copies: AWS's ARN does not say. */
export function unresolvedProfile(arn: string): string {
  const entry = `{ "id": "${safe(arn)}", "copyFrom": "<profile id, or model ARN>" }`;
  return `${safe(arn)}: nothing says what this application profile copies, so where it routes is not known.\n  Fix: add ${entry} to "catalog.profiles" of the policy (aws bedrock get-inference-profile says what it copies).`;
}
