/** The rows of `generated.ts`. Lists stand in one text, parted by spaces. */

export type RegionRow = readonly [
  code: string,
  name: string,
  partition: string,
  country: string,
  countryName: string,
  area: string | null,
  latitude: number | null,
  longitude: number | null,
  coordinatePrecision: string | null,
  optInRequired: boolean | null,
  status: string,
  euMember: boolean,
  eea: boolean,
  euAdequacy: string,
  bedrockRuntime: boolean | null,
];

export type ZoneRow = readonly [parent: string, metro: string, city: string, country: string];

export type GeographyRow = readonly [
  id: string,
  title: string,
  partition: string,
  regions: string,
  countries: string,
  reason: string,
  legalBasis: string | null,
];

export type ProfileRow = readonly [
  id: string,
  prefix: string,
  modelId: string,
  name: string | null,
  partition: string,
  status: string,
  confidence: string,
  evidence: string,
  createdAt: string | null,
  firstSeen: string | null,
  lastSeen: string | null,
  /** Index of a set of routes; null for a global profile. */
  routes: number | null,
  /** `source=date` pairs of older routes; of a global profile its source Regions. */
  routeDatesOrSources: string,
  idConfirmed: boolean,
];

export type ServiceProfileRow = readonly [id: string, routes: string];
