import { catalog } from '../catalog/known.ts';
import { cityOf } from '../catalog/place.ts';
import type { Answer } from './answer.ts';
import { type Check, GRANT, notLooked, ok, wrong } from './check.ts';

const NAME = 'regions';

/** Regions in which Bedrock can be called: what the catalog does not know of may have it. */
export function withBedrock(regions: readonly string[]): readonly string[] {
  const without = catalog.regions.filter(({ bedrockRuntime }) => bedrockRuntime === false);
  return regions.filter((region) => without.every(({ code }) => code !== region)).sort();
}

/**
 * Whether every enabled Region with Bedrock is watched: destinations have no events, so that a call is
 * seen only in the Region where it is made.
 */
export function checkRegions(
  enabled: Answer<readonly string[]>,
  watched: ReadonlyMap<string, Answer<boolean>>,
): Check {
  if (enabled.kind === 'none') return notLooked(NAME, enabled.problem, GRANT);
  const regions = withBedrock(enabled.value);
  const isWatched = (region: string) => watched.get(region);
  const blind = regions.filter((region) => {
    const answer = isWatched(region);
    return answer?.kind === 'answer' && !answer.value;
  });
  const hidden = regions.filter((region) => isWatched(region)?.kind !== 'answer');
  const unseen = hidden.length === 0 ? '' : `; could not look in ${hidden.join(', ')}`;
  if (blind.length > 0) {
    return wrong(
      NAME,
      `enabled, with Bedrock, and not watched: ${blind.map(placed).join(', ')}${unseen}`,
      'add them to "sourceRegions" in cdk.json and deploy, or deny Bedrock there (geofence scp)',
    );
  }
  if (hidden.length > 0) {
    const [first = ''] = hidden;
    const answer = isWatched(first);
    const why = answer?.kind === 'none' ? answer.problem : 'nobody looked';
    return notLooked(NAME, `could not look in ${hidden.join(', ')}: ${why}`, GRANT);
  }
  return ok(NAME, `all ${regions.length} enabled Regions with Bedrock are watched`);
}

function placed(code: string): string {
  return `${cityOf(code)} (${code})`;
}
