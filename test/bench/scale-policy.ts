import { parsePolicy } from '../../core/policy/parse-policy.ts';
import type { IngestSettings } from '../../lambdas/ingest/settings.ts';

/** A fence a continent: what it allows, how its profiles begin, and where a call that strays ran. */
const FENCES = {
  europe: { allow: ['eu-uk'], prefix: 'eu', astray: 'us-east-1' },
  asia: { allow: ['apac'], prefix: 'apac', astray: 'us-west-2' },
  america: { allow: ['na', 'latam'], prefix: 'us', astray: 'eu-west-1' },
} as const;
export const WAIVED_REGION = 'il-central-1';
/** In one account of so many some calls run outside; in one of so many some are waived. */
export const ONE_ASTRAY_IN = 100;
export const ONE_WAIVED_IN = 200;

/** The fence that a source Region stands in, by its continent. */
export function fenceOfRegion(region: string) {
  return FENCES[continentOf(region)];
}

export function accountIdOf(index: number): string {
  return String(100_000_000_000 + index);
}

/** What is deployed in each Region of an organization: one policy for all of them. */
export function organizationSettings(
  accounts: number,
  regions: readonly string[],
): Omit<IngestSettings, 'region'> {
  const names = Object.keys(FENCES) as (keyof typeof FENCES)[];
  const fences = names.flatMap((name) => {
    const sourceRegions = regions.filter((region) => continentOf(region) === name);
    const scope = { sourceRegions };
    return sourceRegions.length === 0 ? [] : { name, allow: FENCES[name].allow, scope };
  });
  const waived = Array.from({ length: accounts }, (_, index) => index)
    .filter((index) => index % ONE_WAIVED_IN === 0)
    .map(accountIdOf);
  const waiver = {
    ...{ id: 'W-1', scope: { accounts: waived }, regions: [WAIVED_REGION] },
    ...{ reason: 'until its move', owner: 'team-a', approvedBy: 'data-protection' },
    ...{ ticket: 'GEO-1', from: '2026-11-01', until: '2026-12-31' },
  };
  const parsed = parsePolicy(JSON.stringify({ fences, waivers: [waiver] }));
  if (parsed.kind === 'problems') throw new Error(JSON.stringify(parsed.problems));
  const { resolved, sha256 } = parsed;
  return {
    ...{ policy: resolved, policySha256: sha256, version: '0.0.0' },
    tell: {
      ...{ policySha256: sha256, fences: resolved.fences, accountNames: {}, runbookUrl: null },
      ...{ dashboardUrl: 'https://example.com/dashboard', evidence: 's3://evidence' },
    },
  };
}

function continentOf(region: string): keyof typeof FENCES {
  if (region.startsWith('eu-')) return 'europe';
  return region.startsWith('ap-') ? 'asia' : 'america';
}
