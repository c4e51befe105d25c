import type { Catalog, Geography } from '../catalog/catalog.ts';
import type { JudgedCall, JudgedSubmission } from '../judge/judged.ts';
import type { PolicyFile } from './policy-file.ts';

/** What a proposal is made from: where work was called, by which accounts. */
type Seen = Pick<JudgedCall | JudgedSubmission, 'sourceRegion' | 'accountId'>;

/**
 * Proposes a policy from what logs show: one fence per jurisdiction of the source Regions, never per
 * prefix, the accounts seen, and the application profiles that records of their creation tell about.
 * Null where no known Region was seen.
 */
export function proposePolicy(
  seen: readonly Seen[],
  creations: ReadonlyMap<string, string>,
  catalog: Catalog,
): PolicyFile | null {
  const sources = distinct(seen.map(({ sourceRegion }) => sourceRegion));
  const geographies = new Map<string, string[]>();
  for (const source of sources) {
    const geography = narrowest(source, catalog);
    if (geography === null) continue;
    geographies.set(geography.id, [...(geographies.get(geography.id) ?? []), source]);
  }
  if (geographies.size === 0) return null;

  const scoped = geographies.size > 1;
  const accounts = distinct(seen.flatMap(({ accountId }) => accountId ?? [])).filter((id) =>
    /^\d{12}$/.test(id),
  );
  const profiles = [...creations]
    .map(([id, copyFrom]) => ({ id, copyFrom }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const copyable = profiles.filter(({ copyFrom }) => isKnown(copyFrom, catalog));
  return {
    fences: [...geographies]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, sourceRegions]) => ({
        name,
        allow: [name],
        ...(scoped ? { scope: { sourceRegions } } : {}),
      })),
    ...(accounts.length === 0
      ? {}
      : { accounts: Object.fromEntries(accounts.map((id) => [id, { name: `account-${id}` }])) }),
    ...(copyable.length === 0 ? {} : { catalog: { profiles: copyable } }),
  };
}

/** The EU for its member states, else the smallest geography that holds the Region's whole country. */
function narrowest(source: string, catalog: Catalog): Geography | null {
  const holding = catalog.geographies.filter(({ regions }) => regions.includes(source));
  const union = holding.find(({ id }) => id === 'eu');
  if (union !== undefined) return union;
  const country = catalog.regions.find(({ code }) => code === source)?.country;
  const sameCountry = catalog.regions.filter(
    (region) => region.country === country && region.status === 'ga',
  );
  const [best] = holding
    .filter(({ regions, partition }) =>
      sameCountry.every(
        (region) => region.partition !== partition || regions.includes(region.code),
      ),
    )
    .sort((a, b) => a.regions.length - b.regions.length || (a.id < b.id ? -1 : 1));
  return best ?? null;
}

function isKnown(copyFrom: string, catalog: Catalog): boolean {
  const id = copyFrom.replace(/^arn:[^/]*:inference-profile\//, '');
  return (
    /^arn:[^:]+:bedrock:[^:]+::foundation-model\/.+/.test(copyFrom) ||
    catalog.profiles.some((profile) => profile.id === id)
  );
}

function distinct(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort();
}
