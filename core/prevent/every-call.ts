import type { ResolvedPolicy } from '../policy/resolved-policy.ts';

/** A profile, called from one of its source Regions. */
export type RoutedCall = { readonly modelId: string; readonly sourceRegion: string };

/**
 * Every profile of a policy from each of its source Regions, sorted. An application profile is of the one
 * Region that its ARN names; one that routes everywhere has every commercial Region as a source.
 */
export function everyCall(policy: ResolvedPolicy): readonly RoutedCall[] {
  const commercial = Object.entries(policy.regions)
    .filter(([, { partition, status }]) => partition === 'aws' && status === 'ga')
    .map(([code]) => code);
  return Object.entries(policy.profiles)
    .flatMap(([modelId, { routes }]) => {
      const own = modelId.startsWith('arn:') ? (modelId.split(':')[3] ?? '') : null;
      const sources = routes === 'commercial' ? commercial : Object.keys(routes);
      return sources
        .filter((source) => own === null || source === own)
        .map((sourceRegion) => ({ modelId, sourceRegion }));
    })
    .sort((a, b) => order(a.modelId, b.modelId) || order(a.sourceRegion, b.sourceRegion));
}

function order(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
