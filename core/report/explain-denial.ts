import { cityOf } from '../catalog/place.ts';
import { liesInside } from '../judge/lies-inside.ts';
import { baseModelOf } from '../judge/parse-model.ts';
import type { ResolvedFence, ResolvedPolicy } from '../policy/resolved-policy.ts';
import { checkModel } from '../prevent/check-model.ts';
import type { Denial } from './read-denial.ts';

/** What a denial means under one fence, in sentences. */
export type ExplainedDenial = {
  /** What was refused, and by what. */
  readonly refused: string;
  /** Why a call touches that resource at all. */
  readonly why: string;
  /** Whether the fence would have let it run there. */
  readonly fence: string;
  readonly fix: string;
  /** Profiles of the model that stay inside, each with a source Region. */
  readonly instead: readonly string[];
};

export function explainDenial(
  denial: Denial,
  fence: ResolvedFence,
  policy: ResolvedPolicy,
): ExplainedDenial {
  const { action, region, layer, explicit } = denial;
  const isDestination = denial.resourceType === 'foundation-model';
  const places = region === '' ? commercialRegions(policy) : [region];
  const allowed = places.every((code) => liesInside(code, fence, policy));
  const by = layer ?? 'a policy that the message does not name';
  return {
    refused: `${action} ${placeOf(denial)}, by ${explicit ? `a Deny in a ${by}` : `no Allow in any ${by}`}`,
    why: isDestination
      ? 'a call through a profile must be allowed on the profile, on the model in the source Region, and on the model in every destination; one refusal fails the whole call, and nothing ran'
      : 'nothing ran: the call was refused before any destination was looked at',
    fence: fenceText(denial, allowed, fence),
    fix: fixOf(denial, allowed),
    instead: insteadOf(denial, fence, policy),
  };
}

function placeOf({ region, modelId, resource }: Denial): string {
  const what = modelId ?? resource;
  return region === ''
    ? `on ${what} without a Region, which only global.* profiles need`
    : `on ${what} in ${cityOf(region)} (${region})`;
}

function fenceText({ region }: Denial, allowed: boolean, { name }: ResolvedFence): string {
  if (region === '') {
    const does = allowed ? 'allows' : 'does not allow';
    return `a global.* profile may run in any commercial Region, which fence "${name}" ${does}`;
  }
  return allowed
    ? `${cityOf(region)} is inside fence "${name}": the call was stopped although it is allowed`
    : `${cityOf(region)} is outside fence "${name}": the refusal did what it is for`;
}

/** Who has to change what. Where the fence forbids the Region, nobody: another call is the fix. */
function fixOf({ region, layer, explicit, action }: Denial, allowed: boolean): string {
  if (!allowed && region !== '') return 'leave the policies as they are, and make another call';
  if (!allowed) return 'make another call, unless the fence is meant to allow every Region';
  switch (layer) {
    case 'service control policy':
      return explicit
        ? 'the Region deny needs the exception for profiles: geofence scp --base <that policy>'
        : 'an SCP must allow it: attach FullAWSAccess, or allow it in the policy that replaced it';
    case 'identity-based policy':
      return explicit
        ? `take the Deny of ${action} out of the policy of the role, or narrow it`
        : 'the role needs every destination of the profile: geofence iam --model <profile>';
    case null:
      return 'simulate the policies: geofence simulate --scp <file> --call <profile>@<Region>';
    default:
      return `the ${layer} must let ${action} through on every destination of the profile`;
  }
}

function commercialRegions({ regions }: ResolvedPolicy): readonly string[] {
  return Object.entries(regions)
    .filter(([, { partition, status }]) => partition === 'aws' && status === 'ga')
    .map(([code]) => code);
}

const MOST = 4;

function insteadOf(
  { modelId, region }: Denial,
  fence: ResolvedFence,
  policy: ResolvedPolicy,
): readonly string[] {
  const base = modelId === null ? null : baseModelOf(modelId, policy);
  if (base === null) return [];
  const profiles = Object.entries(policy.profiles).filter(
    ([, profile]) => profile.modelId === base,
  );
  return profiles
    .flatMap(([id]) => checkModel(id, null, fence, policy))
    .filter(({ outcome }) => outcome === 'stays')
    .sort((a, b) => Number(b.sourceRegion === region) - Number(a.sourceRegion === region))
    .slice(0, MOST)
    .map(({ model, sourceRegion }) => `${model} from ${cityOf(sourceRegion)} (${sourceRegion})`);
}
