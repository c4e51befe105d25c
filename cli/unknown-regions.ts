import { closest } from '../core/catalog/closest.ts';
import { isKnownRegion } from '../core/judge/lies-inside.ts';
import type { ResolvedPolicy } from '../core/policy/resolved-policy.ts';

/** What is wrong with Regions that an option names; null where all are known. */
export function refuseUnknownRegions(
  option: string,
  regions: readonly string[],
  policy: ResolvedPolicy,
): string | null {
  const unknown = regions.filter((region) => !isKnownRegion(region, policy));
  if (unknown.length === 0) return null;
  return unknown
    .map((region) => {
      const near = closest(region, Object.keys(policy.regions));
      const fix =
        near.length === 0
          ? 'name a Region, such as eu-central-1.'
          : `did you mean ${near.join(', ')}?`;
      return `${option} ${region}: no known Region.\n  Fix: ${fix}`;
    })
    .join('\n');
}
