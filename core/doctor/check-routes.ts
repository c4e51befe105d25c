import { compareProfiles } from '../catalog/compare-profiles.ts';
import { describeDifference } from '../catalog/describe-difference.ts';
import type { LiveProfile } from '../catalog/live-profile.ts';
import type { ResolvedPolicy } from '../policy/resolved-policy.ts';
import type { Answer } from './answer.ts';
import { type Check, GRANT, notLooked, ok, wrong } from './check.ts';

const NAME = 'routes';
const SHOWN = 3;

/** Whether profiles go where the policy thinks they go, from one source Region. */
export function checkRoutes(
  listed: Answer<{
    readonly profiles: readonly LiveProfile[];
    readonly unreadable: readonly string[];
  }>,
  sourceRegion: string,
  policy: ResolvedPolicy,
): Check {
  if (listed.kind === 'none') return notLooked(NAME, listed.problem, GRANT);
  const { profiles, unreadable } = listed.value;
  if (profiles.length === 0) {
    return notLooked(NAME, `AWS lists no profile in ${sourceRegion}`, 'is Bedrock offered there?');
  }
  const differences = compareProfiles(profiles, sourceRegion, policy);
  if (differences.length > 0) {
    const some = differences.slice(0, SHOWN).map(describeDifference).join('; ');
    const more = differences.length > SHOWN ? `; and ${differences.length - SHOWN} more` : '';
    const refresh = `geofence catalog refresh --from ${sourceRegion}, then deploy`;
    return wrong(NAME, `${some}${more}`, refresh);
  }
  if (unreadable.length > 0) {
    const names = unreadable.join(', ');
    return notLooked(NAME, `the models of ${names} cannot be read`, 'report it as an issue');
  }
  return ok(NAME, `all ${profiles.length} profiles go where the policy says`);
}
