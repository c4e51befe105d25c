import { compareProfiles, type ProfileDifference } from '../catalog/compare-profiles.ts';
import type { LiveProfile } from '../catalog/live-profile.ts';
import { parseModel } from '../judge/parse-model.ts';
import type { PolicyFile } from './policy-file.ts';
import type { ResolvedPolicy } from './resolved-policy.ts';

export type ProfileExtra = NonNullable<NonNullable<PolicyFile['catalog']>['profiles']>[number];

/** What a refresh makes of the profiles of a policy's extras. */
export type RefreshedExtras = {
  /** All of them, those that did not change included, in their order. */
  readonly profiles: readonly ProfileExtra[];
  readonly differences: readonly ProfileDifference[];
  /** What AWS lists and no policy can say yet. */
  readonly left: readonly { readonly difference: ProfileDifference; readonly because: string }[];
};

/**
 * Puts what AWS lists per source Region into the extras: only where it differs from what the policy
 * knows already, and with the routes of the other source Regions kept.
 */
export function refreshExtras(
  live: Readonly<Record<string, readonly LiveProfile[]>>,
  extras: readonly ProfileExtra[],
  policy: ResolvedPolicy,
): RefreshedExtras {
  const entries = new Map(extras.map((extra) => [extra.id, extra]));
  const differences: ProfileDifference[] = [];
  const left: { difference: ProfileDifference; because: string }[] = [];
  for (const sourceRegion of Object.keys(live).sort()) {
    for (const difference of compareProfiles(live[sourceRegion] ?? [], sourceRegion, policy)) {
      const { profile } = difference;
      if (isGlobalByName(profile, policy)) continue;
      const entry = entryOf(difference, entries.get(profile.id), policy);
      if (typeof entry === 'string') {
        left.push({ difference, because: entry });
      } else {
        differences.push(difference);
        entries.set(profile.id, entry);
      }
    }
  }
  return { profiles: [...entries.values()], differences, left };
}

/** A `global.` id may run in any commercial Region, whether the catalog knows it or not. */
function isGlobalByName({ id, regions }: LiveProfile, policy: ResolvedPolicy): boolean {
  const parsed = parseModel(id, policy);
  return regions === 'commercial' && parsed.kind === 'profile' && parsed.id.startsWith('global.');
}

/** The entry that says it, or why none can. */
function entryOf(
  { profile, sourceRegion }: ProfileDifference,
  earlier: ProfileExtra | undefined,
  policy: ResolvedPolicy,
): ProfileExtra | string {
  const { id, modelId, regions } = profile;
  if (regions === 'commercial') {
    const copied = `global.${modelId}`;
    if (Object.hasOwn(policy.profiles, copied)) return { id, copyFrom: copied };
    return `it may run in any commercial Region, and the catalog knows no profile ${copied} to copy`;
  }
  const unknown = [sourceRegion, ...regions].filter((code) => !Object.hasOwn(policy.regions, code));
  if (unknown.length > 0) {
    return `${unknown.join(', ')}: no known Region; add it to "catalog.regions" with its country first`;
  }
  const known = earlier?.routes ?? routesOfProfile(id, policy);
  return {
    id,
    ...(modelId === null ? {} : { modelId }),
    routes: { ...known, [sourceRegion]: [...regions] },
  };
}

function routesOfProfile(id: string, { profiles }: ResolvedPolicy): Record<string, string[]> {
  const routes = Object.hasOwn(profiles, id) ? profiles[id]?.routes : undefined;
  if (routes === undefined || routes === 'commercial') return {};
  return Object.fromEntries(Object.entries(routes).map(([source, to]) => [source, [...to]]));
}
