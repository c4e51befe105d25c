import type { ResolvedPolicy } from '../policy/resolved-policy.ts';

/** By fence: its Regions, then the Local Zones inside it, without their numbers ("eu-central-1-waw"). */
export function allowedPlaces({
  fences,
  zones,
}: ResolvedPolicy): Record<string, readonly string[]> {
  return Object.fromEntries(
    fences.map(({ name, regions, countries }) => {
      const inside = Object.entries(zones).filter(
        ([, { parent, country }]) => regions.includes(parent) && countries.includes(country),
      );
      return [name, [...regions, ...inside.map(([id]) => id).sort()]];
    }),
  );
}
