/** What the project knows of AWS geography: the shape of the catalog. The facts are in `generated.ts`. */

export type Region = {
  readonly code: string;
  /** As AWS names it: "Europe (Frankfurt)". */
  readonly name: string;
  readonly partition: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly countryName: string;
  readonly area: string | null;
  /** Degrees, for maps only, and no fact of AWS. Null where no place is known. */
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly coordinatePrecision: string | null;
  readonly optInRequired: boolean | null;
  /** `ga`, `restricted`, or `in-sdk-not-in-docs`: a code that is known and not launched. */
  readonly status: string;
  readonly euMember: boolean;
  readonly eea: boolean;
  readonly euAdequacy: string;
  /** Null: not covered by the source. */
  readonly bedrockRuntime: boolean | null;
};

export type LocalZone = {
  readonly parent: string;
  readonly metro: string;
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
  readonly legalBasis: string | null;
};

/** Destinations per source Region. */
export type Routes = Readonly<Record<string, readonly string[]>>;

export type Profile = {
  readonly id: string;
  readonly prefix: string;
  /** The base model behind the profile. */
  readonly modelId: string;
  readonly name: string | null;
  readonly partition: string;
  /** Withdrawn profiles stay, because old logs name them. */
  readonly status: string;
  /** How the facts are known. */
  readonly confidence: string;
  readonly evidence: readonly string[];
  /** ISO dates. */
  readonly createdAt: string | null;
  readonly firstSeen: string | null;
  readonly lastSeen: string | null;
} & (
  | {
      readonly type: 'geographic';
      readonly routes: Routes;
      /** Per source Region, where older than the profile's own. */
      readonly routeLastSeen: Readonly<Record<string, string>>;
      /** False: the id is built by name and was not seen. */
      readonly idConfirmed: boolean;
    }
  | { readonly type: 'global'; readonly sourceRegions: readonly string[] }
);

/** A guardrail or Data Automation profile. */
type ServiceProfile = { readonly id: string; readonly routes: Routes };

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
