/** The shapes of the JSON files in this folder. */

export type SourceRegion = {
  code: string;
  name: string;
  partition: string;
  country: string;
  countryName: string;
  area: string | null;
  latitude: number | null;
  longitude: number | null;
  coordinatePrecision: string | null;
  optInRequired: boolean | null;
  status: string;
  euMember: boolean;
  eea: boolean;
  euAdequacy: string;
  bedrockRuntime: boolean | null;
};

export type SourceZone = { parent: string; metro: string; city: string; country: string };

type SourceGeography = {
  id: string;
  title: string;
  partition: string;
  regions: string[];
  countries: string[];
  reason: string;
  legalBasis?: string | null;
  profilesStayingInside: string[];
  profilesLeaving: Record<string, Record<string, string[]>>;
  globalProfilesAllowed: boolean;
};

export type SourceRoutes = Record<string, string[]>;

export type SourceProfile = {
  id: string;
  prefix: string;
  modelId: string;
  name: string | null;
  type: 'geographic' | 'global';
  partition: string;
  status: string;
  createdAt: string | null;
  firstSeen: string | null;
  lastSeen: string | null;
  confidence: string;
  evidence: string[];
  routes?: SourceRoutes;
  destinationsUnion?: string[];
  destinationCountries?: string[];
  routeLastSeen?: Record<string, string>;
  idConfirmed?: boolean;
  sourceRegions?: string[];
  destinations?: string;
};

export type Sources = {
  regions: { asOf: string; regions: SourceRegion[] };
  zones: { zones: SourceZone[] };
  geographies: { geographies: SourceGeography[] };
  profiles: {
    asOf: string;
    profiles: SourceProfile[];
    otherCrossRegionProfiles: Record<
      'guardrailProfiles' | 'dataAutomationProfiles',
      { profiles: Record<string, SourceRoutes> }
    >;
  };
  operations: {
    asOf: string;
    inference: string[];
    mantleInference: string[];
    submissions: string[];
    operations: Record<string, string[]>;
    providers: string[];
  };
};
