import { parseModel } from '../judge/parse-model.ts';
import { routesOf } from '../judge/routes.ts';
import type { ResolvedPolicy } from '../policy/resolved-policy.ts';
import type { Authorization } from './scp.ts';

/** A call of a model, as far as authorization goes. */
export type AskedCall = {
  /** As sent. */
  readonly modelId: string;
  readonly sourceRegion: string;
  readonly accountId: string;
  /** Role or user ARN; null where it is not known, and no condition on it is met. */
  readonly principal: string | null;
  /** "bedrock:InvokeModel" */
  readonly action: string;
};

export type Authorizations =
  | { readonly kind: 'known'; readonly list: readonly Authorization[] }
  /** Nobody can say what AWS would check, and why. */
  | { readonly kind: 'hidden'; readonly because: string };

/**
 * Everything that AWS authorizes for one call: the profile, the model in the source Region, the model in
 * every destination; for `global.` the model without a Region, whose requested Region is "unspecified"
 * (Bedrock user guide, geographic- and global-cross-region-inference, read 2026-11-23).
 */
export function authorizationsOf(call: AskedCall, policy: ResolvedPolicy): Authorizations {
  const { modelId, sourceRegion, accountId, principal, action } = call;
  const parsed = parseModel(modelId, policy);
  const partition = policy.regions[sourceRegion]?.partition ?? 'aws';
  const ask = (resource: string, region: string, profileArn: string | null): Authorization => ({
    action,
    resource,
    context: {
      'aws:requestedregion': region,
      'aws:principalaccount': accountId,
      ...(principal === null ? {} : { 'aws:principalarn': principal }),
      ...(profileArn === null ? {} : { 'bedrock:inferenceprofilearn': profileArn }),
    },
  });
  const modelArn = (region: string, model: string) =>
    `arn:${partition}:bedrock:${region}::foundation-model/${model}`;
  const { arnRegion } = parsed;
  if (arnRegion !== null && arnRegion !== sourceRegion) {
    const where = arnRegion === '' ? 'names no Region' : `is of ${arnRegion}`;
    return { kind: 'hidden', because: `${modelId} ${where}, and was called from ${sourceRegion}` };
  }
  switch (parsed.kind) {
    case 'hidden':
      return {
        kind: 'hidden',
        because: `nothing here resolves ${modelId}: name it in "catalog.profiles" of the policy, with what it copies`,
      };
    case 'stays':
      return { kind: 'known', list: [ask(modelId, sourceRegion, null)] };
    case 'base':
      return {
        kind: 'known',
        list: [ask(modelArn(sourceRegion, parsed.modelId), sourceRegion, null)],
      };
    case 'profile': {
      const model = parsed.profile?.modelId ?? null;
      const routes = routesOf(modelId, sourceRegion, policy);
      if (model === null || routes.kind !== 'known') {
        return {
          kind: 'hidden',
          because: `nobody knows where ${modelId} goes from ${sourceRegion}`,
        };
      }
      const profileArn = modelId.startsWith('arn:')
        ? modelId
        : `arn:${partition}:bedrock:${sourceRegion}:${accountId}:inference-profile/${parsed.id}`;
      const isGlobal = parsed.profile?.routes === 'commercial';
      const destinations = isGlobal ? [] : routes.regions.filter((code) => code !== sourceRegion);
      return {
        kind: 'known',
        list: [
          ask(profileArn, sourceRegion, profileArn),
          ask(modelArn(sourceRegion, model), sourceRegion, profileArn),
          ...destinations.map((region) => ask(modelArn(region, model), region, profileArn)),
          ...(isGlobal ? [ask(modelArn('', model), 'unspecified', profileArn)] : []),
        ],
      };
    }
  }
}
