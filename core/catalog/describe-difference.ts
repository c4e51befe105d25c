import type { ProfileDifference } from './compare-profiles.ts';
import type { LiveProfile } from './live-profile.ts';
import { cityOf } from './place.ts';

/** A difference in one sentence, with city names. */
export function describeDifference(difference: ProfileDifference): string {
  const { kind, profile, sourceRegion, known } = difference;
  const now = `from ${cityOf(sourceRegion)} it may run in ${shown(profile.regions)}`;
  const before = known === null ? '' : `; the policy has ${shown(known)}`;
  return `${kind}: ${profile.id}; ${now}${before}`;
}

function shown(regions: LiveProfile['regions']): string {
  return regions === 'commercial' ? 'any commercial Region' : regions.map(cityOf).join(', ');
}
