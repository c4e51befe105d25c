import type { Routes } from '../catalog/catalog.ts';

/** Which calls a fence or a waiver holds. An absent list holds everything. Patterns may use `*`. */
export type Scope = {
  readonly accounts?: readonly string[];
  readonly sourceRegions?: readonly string[];
  /** Role or user ARNs. */
  readonly principals?: readonly string[];
  /** Base model ids, prefix and ARN removed. */
  readonly models?: readonly string[];
};

export type ResolvedFence = {
  readonly name: string;
  readonly mode: 'enforce' | 'observe';
  /** Region codes, sorted. */
  readonly regions: readonly string[];
  /** Countries whose Local Zones are inside when their parent Region is, sorted. */
  readonly countries: readonly string[];
  readonly scope: Scope;
};

export type ResolvedWaiver = {
  readonly id: string;
  readonly scope: Scope;
  readonly regions: readonly string[];
  readonly reason: string;
  readonly owner: string;
  readonly approvedBy: string;
  readonly ticket: string;
  /** First and last instant, both inclusive, ISO 8601 in UTC with milliseconds. */
  readonly from: string;
  readonly until: string;
};

/** A profile as the judgement needs it: where each source Region may lead. */
export type ResolvedProfile = {
  /** The base model, null where the profile names none. */
  readonly modelId: string | null;
  /** `commercial` means every Region of the `aws` partition whose status is `ga`. */
  readonly routes: Routes | 'commercial';
};

/**
 * Everything a verdict depends on, in one document. Its canonical SHA-256 is `policy.sha256`; judging
 * again reads nothing else.
 */
export type ResolvedPolicy = {
  readonly schema: 'resolved-policy/1';
  /** ISO date of the catalog. */
  readonly catalogDate: string;
  /** Instant from which served streams are expected to have a completion. */
  readonly streamCompletionsSince: string;
  /** Role of the canary; `*` stands for any text. Live metrics leave its refused calls out. */
  readonly canaryRole: string;
  readonly fences: readonly ResolvedFence[];
  readonly waivers: readonly ResolvedWaiver[];
  readonly regions: Readonly<
    Record<
      string,
      { readonly partition: string; readonly country: string; readonly status: string }
    >
  >;
  /** By "parent-metro", e.g. "eu-central-1-waw". */
  readonly zones: Readonly<Record<string, { readonly parent: string; readonly country: string }>>;
  /** By profile id, or by the whole ARN of an application profile. */
  readonly profiles: Readonly<Record<string, ResolvedProfile>>;
  readonly dataAutomationProfiles: Readonly<Record<string, Routes>>;
  /** First parts of profile ids: "eu". */
  readonly prefixes: readonly string[];
  /** First parts of base model ids: "anthropic". */
  readonly providers: readonly string[];
};
