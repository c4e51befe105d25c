import type { ResolvedFence, ResolvedPolicy } from '../policy/resolved-policy.ts';

/** "eu-central-1-waw-1a": parent Region, metro, number. */
const ZONE = /^([a-z]{2,4}(?:-[a-z]+)+-\d+)-([a-z]{3})-\d+[a-z]?$/;

/** Whether a Region or Local Zone is one that the policy knows. */
export function isKnownPlace(code: string, policy: ResolvedPolicy): boolean {
  return knownPlaceOf(code, policy) !== null;
}

/**
 * A known Region by its code, a known Local Zone by parent and metro ("eu-central-1-waw"): its number is
 * whatever somebody writes. Null where nobody knows it.
 */
export function knownPlaceOf(code: string, policy: ResolvedPolicy): string | null {
  if (isKnownRegion(code, policy)) return code;
  return zoneOf(code, policy)?.id ?? null;
}

export function isKnownRegion(code: string, policy: ResolvedPolicy): boolean {
  return Object.hasOwn(policy.regions, code);
}

/**
 * Whether a known Region or Local Zone lies inside a fence. A zone does only where its parent Region
 * is in the fence and its country is one of the fence's: Frankfurt has a zone in Warsaw, N. Virginia
 * has zones in Buenos Aires, Santiago and Lima.
 */
export function liesInside(code: string, fence: ResolvedFence, policy: ResolvedPolicy): boolean {
  if (isKnownRegion(code, policy)) return fence.regions.includes(code);
  const zone = zoneOf(code, policy);
  return (
    zone !== null && fence.regions.includes(zone.parent) && fence.countries.includes(zone.country)
  );
}

function zoneOf(code: string, policy: ResolvedPolicy) {
  if (code.length > 64) return null;
  const match = ZONE.exec(code);
  const id = match === null ? '' : `${match[1]}-${match[2]}`;
  const zone = Object.hasOwn(policy.zones, id) ? policy.zones[id] : undefined;
  return zone === undefined ? null : { ...zone, id };
}
