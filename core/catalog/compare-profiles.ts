import type { ResolvedPolicy } from '../policy/resolved-policy.ts';
import type { LiveProfile } from './live-profile.ts';

/** Where the account and the policy disagree about a profile, in one source Region. */
export type ProfileDifference = {
  readonly kind: 'new profile' | 'new source Region' | 'other routes';
  readonly profile: LiveProfile;
  readonly sourceRegion: string;
  /** What the policy has for that source; null where it has nothing. */
  readonly known: LiveProfile['regions'] | null;
};

/**
 * Compares what AWS lists in one source Region with what the policy knows, its extras included. What AWS
 * does not list any more is no difference: nobody can call it, and old logs still name it.
 */
export function compareProfiles(
  live: readonly LiveProfile[],
  sourceRegion: string,
  policy: ResolvedPolicy,
): readonly ProfileDifference[] {
  return live.flatMap((profile): ProfileDifference[] => {
    const known = knownRoutes(profile.id, sourceRegion, policy);
    if (same(known, profile.regions)) return [];
    const isNew = !Object.hasOwn(policy.profiles, profile.id);
    const kind = isNew ? 'new profile' : known === null ? 'new source Region' : 'other routes';
    return [{ kind, profile, sourceRegion, known }];
  });
}

function knownRoutes(
  id: string,
  sourceRegion: string,
  { profiles }: ResolvedPolicy,
): LiveProfile['regions'] | null {
  const routes = Object.hasOwn(profiles, id) ? profiles[id]?.routes : undefined;
  if (routes === undefined) return null;
  if (routes === 'commercial') return routes;
  return Object.hasOwn(routes, sourceRegion) ? (routes[sourceRegion] ?? null) : null;
}

function same(a: LiveProfile['regions'] | null, b: LiveProfile['regions']): boolean {
  if (a === null || a === 'commercial' || b === 'commercial') return a === b;
  return [...new Set(a)].sort().join(' ') === [...b].join(' ');
}
