/** What the project knows of AWS geography: the shape of the catalog. The facts are in `generated.ts`. */

export type RegionStatus = 'ga' | 'restricted' | 'in-sdk-not-in-docs';

export type Region = {
  readonly code: string;
  /** The city or area people know it by: "Frankfurt". */
  readonly city: string;
  readonly name: string;
  readonly partition: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly countryName: string;
  /** Degrees, city level, for maps only. Null where no place is known. */
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly optInRequired: boolean | null;
  readonly status: RegionStatus;
  /** Null: not covered by the source. */
  readonly bedrockRuntime: boolean | null;
};

export type LocalZone = {
  /** Parent Region and metro, without the zone number: "eu-central-1-waw". */
  readonly id: string;
  readonly parent: string;
  readonly city: string;
  readonly country: string;
};

export type Geography = {
  readonly id: string;
  readonly title: string;
  readonly partition: string;
  readonly regions: readonly string[];
  /** Countries whose Local Zones belong to it. */
  readonly countries: readonly string[];
  readonly reason: string;
};

/** Destinations per source Region. */
export type Routes = Readonly<Record<string, readonly string[]>>;

export type Profile = {
  readonly id: string;
  readonly prefix: string;
  /** The base model behind the profile. */
  readonly modelId: string;
  readonly name: string;
  readonly partition: string;
  readonly status: string;
  readonly confidence: string;
  /** ISO dates. */
  readonly createdAt: string | null;
  readonly firstSeen: string | null;
  readonly lastSeen: string | null;
} & (
  | { readonly type: 'geographic'; readonly routes: Routes }
  | { readonly type: 'global'; readonly sourceRegions: readonly string[] }
);

/** A guardrail or Data Automation profile. */
export type ServiceProfile = { readonly id: string; readonly routes: Routes };

export type Catalog = {
  /** ISO date of the facts. */
  readonly asOf: string;
  readonly regions: readonly Region[];
  readonly zones: readonly LocalZone[];
  readonly geographies: readonly Geography[];
  readonly profiles: readonly Profile[];
  readonly guardrailProfiles: readonly ServiceProfile[];
  readonly dataAutomationProfiles: readonly ServiceProfile[];
  /** First parts of base model ids: "anthropic". */
  readonly providers: readonly string[];
};
