import type { Catalog, Routes } from '../catalog/catalog.ts';
import { momentMs } from './moment.ts';
import { DEFAULT_CANARY_ROLE, type PolicyFile, type PolicyScope } from './policy-file.ts';
import type {
  ResolvedFence,
  ResolvedPolicy,
  ResolvedProfile,
  ResolvedWaiver,
  Scope,
} from './resolved-policy.ts';

/**
 * First instant at which a served stream is expected to have a completion: the first year in whose
 * documentation completions appear (Bedrock user guide, logging-using-cloudtrail, read 2026-11-23).
 */
const STREAM_COMPLETIONS_SINCE = '2026-01-01T00:00:00.000Z';

/** Resolves a checked policy and the catalog into the one document that every verdict depends on. */
export function resolvePolicy(file: PolicyFile, catalog: Catalog): ResolvedPolicy {
  const regions = resolveRegions(file, catalog);
  const profiles = resolveProfiles(file, catalog);
  const prefixes = catalog.profiles.map(({ prefix }) => prefix);
  const extraPrefixes = Object.keys(profiles)
    .filter((id) => !id.startsWith('arn:'))
    .map((id) => id.split('.', 1)[0] ?? '')
    .filter((first) => !catalog.providers.includes(first));
  return {
    schema: 'resolved-policy/1',
    catalogDate: catalog.asOf,
    streamCompletionsSince: STREAM_COMPLETIONS_SINCE,
    canaryRole: file.canaryRole ?? DEFAULT_CANARY_ROLE,
    fences: file.fences.map((fence) => resolveFence(fence, regions, catalog)),
    waivers: (file.waivers ?? []).map(resolveWaiver),
    regions,
    zones: Object.fromEntries(
      [...catalog.zones, ...(file.catalog?.zones ?? [])].map(({ parent, metro, country }) => [
        `${parent}-${metro}`,
        { parent, country },
      ]),
    ),
    profiles,
    dataAutomationProfiles: Object.fromEntries(
      catalog.dataAutomationProfiles.map(({ id, routes }) => [id, routes]),
    ),
    prefixes: distinct([...prefixes, ...extraPrefixes]),
    providers: distinct(catalog.providers),
  };
}

function resolveRegions(file: PolicyFile, catalog: Catalog): ResolvedPolicy['regions'] {
  const extras = (file.catalog?.regions ?? []).map(
    ({ code, country, partition = 'aws' }) => [code, { partition, country, status: 'ga' }] as const,
  );
  const known = catalog.regions.map(
    ({ code, partition, country, status }) => [code, { partition, country, status }] as const,
  );
  return Object.fromEntries([...known, ...extras]);
}

/** A geography brings its countries; a Region named alone brings its own. */
function resolveFence(
  { name, allow, deny = [], mode = 'enforce', scope }: PolicyFile['fences'][number],
  regions: ResolvedPolicy['regions'],
  catalog: Catalog,
): ResolvedFence {
  const commercial = Object.entries(regions)
    .filter(([, { partition, status }]) => partition === 'aws' && status === 'ga')
    .map(([code]) => code);
  const parts = allow.map((place) => {
    const geography = catalog.geographies.find(({ id }) => id === place);
    if (geography === undefined)
      return { regions: [place], countries: [regions[place]?.country ?? ''] };
    const wide = geography.id === 'commercial' ? commercial : geography.regions;
    return { regions: wide, countries: geography.countries };
  });
  return {
    name,
    mode,
    regions: distinct(parts.flatMap((part) => part.regions)).filter((code) => !deny.includes(code)),
    countries: distinct(parts.flatMap((part) => part.countries)),
    scope: resolveScope(scope),
  };
}

function resolveWaiver({
  scope,
  from,
  until,
  regions,
  ...words
}: NonNullable<PolicyFile['waivers']>[number]): ResolvedWaiver {
  return {
    ...words,
    scope: resolveScope(scope),
    regions: distinct(regions),
    from: new Date(momentMs(from, 'first') ?? Number.NaN).toISOString(),
    until: new Date(momentMs(until, 'last') ?? Number.NaN).toISOString(),
  };
}

function resolveScope(scope: PolicyScope = {}): Scope {
  return Object.fromEntries(
    Object.entries(scope).map(([name, list]) => [name, distinct(list ?? [])]),
  );
}

/** Extras add to the catalog, and replace what it says of a profile of the same id. */
function resolveProfiles(
  file: PolicyFile,
  catalog: Catalog,
): Readonly<Record<string, ResolvedProfile>> {
  const known = new Map<string, ResolvedProfile>(
    catalog.profiles.map((profile) => [
      profile.id,
      {
        modelId: profile.modelId,
        routes: profile.type === 'global' ? 'commercial' : profile.routes,
      },
    ]),
  );
  const extras = file.catalog?.profiles ?? [];
  for (const { id, modelId = null, routes } of extras) {
    if (routes !== undefined) known.set(id, { modelId, routes: sortedRoutes(routes) });
  }
  for (const { id, copyFrom } of extras) {
    if (copyFrom !== undefined) known.set(id, copyOf(copyFrom, known));
  }
  return Object.fromEntries(known);
}

function copyOf(copyFrom: string, known: ReadonlyMap<string, ResolvedProfile>): ResolvedProfile {
  const model = /^arn:[^:]+:bedrock:([^:]+)::foundation-model\/(.+)$/.exec(copyFrom);
  const [, region = '', modelId = ''] = model ?? [];
  if (model !== null) return { modelId, routes: { [region]: [region] } };
  const id = copyFrom.replace(/^arn:[^/]*:inference-profile\//, '');
  return known.get(copyFrom) ?? known.get(id) ?? { modelId: null, routes: {} };
}

function sortedRoutes(routes: Routes): Routes {
  return Object.fromEntries(Object.entries(routes).map(([source, to]) => [source, distinct(to)]));
}

function distinct(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort();
}
