import type { Catalog, Geography, LocalZone, Profile, Region, Routes } from './catalog.ts';
import * as generated from './generated.ts';
import type { GeographyRow, ProfileRow, RegionRow, ServiceProfileRow } from './rows.ts';

/** The catalog of this release, expanded from its compact form. */
export const catalog: Catalog = {
  asOf: generated.AS_OF,
  regions: generated.REGIONS.map(expandRegion),
  zones: generated.ZONES.map(
    ([parent, metro, city, country]): LocalZone => ({ parent, metro, city, country }),
  ),
  geographies: generated.GEOGRAPHIES.map(expandGeography),
  profiles: generated.PROFILES.map(expandProfile),
  guardrailProfiles: generated.GUARDRAIL_PROFILES.map(expandServiceProfile),
  dataAutomationProfiles: generated.DATA_AUTOMATION_PROFILES.map(expandServiceProfile),
  providers: words(generated.PROVIDERS),
};

function expandRegion(row: RegionRow): Region {
  const [code, name, partition, country, countryName, area, latitude, longitude] = row;
  const [, , , , , , , , coordinatePrecision, optInRequired, status] = row;
  const [, , , , , , , , , , , euMember, eea, euAdequacy, bedrockRuntime] = row;
  return {
    ...{ code, name, partition, country, countryName, area, latitude, longitude },
    ...{ coordinatePrecision, optInRequired, status, euMember, eea, euAdequacy, bedrockRuntime },
  };
}

function expandGeography(row: GeographyRow): Geography {
  const [id, title, partition, regions, countries, reason, legalBasis] = row;
  return {
    id,
    title,
    partition,
    regions: words(regions),
    countries: words(countries),
    reason,
    legalBasis,
  };
}

function expandProfile(row: ProfileRow): Profile {
  const [id, prefix, modelId, name, partition, status, confidence, evidence] = row;
  const [, , , , , , , , createdAt, firstSeen, lastSeen, routes, rest, idConfirmed] = row;
  const common = {
    ...{ id, prefix, modelId, name, partition, status, confidence },
    ...{ evidence: words(evidence), createdAt, firstSeen, lastSeen },
  };
  if (routes === null) return { ...common, type: 'global', sourceRegions: words(rest) };
  const routeLastSeen = Object.fromEntries(pairs(rest));
  return {
    ...common,
    type: 'geographic',
    routes: expandRoutes(generated.ROUTE_SETS[routes] ?? ''),
    routeLastSeen,
    idConfirmed,
  };
}

function expandServiceProfile([id, routes]: ServiceProfileRow) {
  return { id, routes: expandRoutes(routes) };
}

function expandRoutes(packed: string): Routes {
  return Object.fromEntries(
    pairs(packed).map(([source, index]) => [
      source,
      words(generated.DESTINATIONS[Number(index)] ?? ''),
    ]),
  );
}

function pairs(packed: string): (readonly [string, string])[] {
  return words(packed).map((pair) => {
    const [left = '', right = ''] = pair.split('=');
    return [left, right];
  });
}

function words(text: string): string[] {
  return text === '' ? [] : text.split(' ');
}
