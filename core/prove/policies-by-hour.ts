import type { ResolvedPolicy } from '../policy/resolved-policy.ts';
import type { ClockHour } from './clock-hour.ts';
import type { Seal } from './seal.ts';

/** A policy and the hash by which evidence names it. */
export type NamedPolicy = { readonly sha256: string; readonly policy: ResolvedPolicy };

export type PolicyAt = {
  /** The last one that was sealed at or before an hour; where none was, the one that is given. */
  readonly at: (hour: ClockHour) => NamedPolicy;
};

/**
 * Which policy was in force when, by the seals: what live judged by, so that what it missed is judged by
 * the same. A policy that is sealed and not to be had counts as not sealed.
 */
export function createPoliciesByHour(
  seals: readonly Pick<Seal, 'hour' | 'policies'>[],
  policyOf: (sha256: string) => ResolvedPolicy | null,
  otherwise: NamedPolicy,
): PolicyAt {
  const since = seals
    .toSorted((a, b) => (a.hour < b.hour ? -1 : 1))
    .flatMap(({ hour, policies }) => {
      const sha256 = policies.at(-1);
      const policy = sha256 === undefined ? null : policyOf(sha256);
      return sha256 === undefined || policy === null ? [] : [{ hour, sha256, policy }];
    });
  return { at: (hour) => since.findLast((each) => each.hour <= hour) ?? otherwise };
}
