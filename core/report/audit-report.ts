import type { Basis, Refusal, VerdictKind } from '../judge/judged.ts';
import type { VerdictCounts } from '../measure/verdict-counts.ts';

/** What an audit says: the object that `--format json` prints and that text and pages are made of. */
export type AuditReport = {
  readonly schemaVersion: 1;
  readonly generator: { readonly name: 'bedrock-geofence'; readonly version: string };
  readonly policy: ReportPolicy;
  /** First and last readable time of a judged call or submission; null where there is none. */
  readonly period: {
    readonly from: string | null;
    readonly until: string | null;
    /** Calls and submissions that were read, before or after the time asked for: none is in the report. */
    readonly leftOut: number;
  };
  readonly totals: Totals;
  readonly routes: readonly RouteCount[];
  readonly findings: readonly Finding[];
  readonly gaps: readonly Gap[];
  readonly alarms: readonly RungAlarm[];
  /** Counts by what was called, by whom and when. Sorted by calls, then name. */
  readonly models: readonly Breakdown[];
  readonly accounts: readonly Breakdown[];
  readonly roles: readonly Breakdown[];
  readonly clients: readonly Breakdown[];
  /** By UTC hour, `2026-11-03T09`; sorted by name. */
  readonly hours: readonly Breakdown[];
  /** Gaps by the UTC hour in which their file was delivered; not all files say it. */
  readonly unseenHours: readonly { readonly hour: string; readonly gaps: number }[];
  /** Work that could have left the fence, wherever it ran. The most first. */
  readonly exposures: readonly ExposureCount[];
  /** Refused calls by kind and by the Region that a service control policy named. */
  readonly refusals: readonly RefusalCount[];
  /** Submissions shown as "Region never recorded". */
  readonly neverRecorded: readonly NeverRecorded[];
  /** Application profiles and the like that hide their routes. */
  readonly unresolvedProfiles: readonly {
    readonly modelId: string | null;
    readonly count: number;
    readonly eventIds: EventIds;
  }[];
  /** Files and folders that were not looked at, and why that is no gap. */
  readonly skipped: readonly { readonly path: string; readonly reason: string }[];
};

export type ReportPolicy = {
  readonly sha256: string;
  readonly catalogDate: string;
  readonly fences: readonly {
    readonly name: string;
    readonly mode: 'enforce' | 'observe';
    readonly regions: readonly string[];
    /** Whose Local Zones are inside where their parent Region is; ISO 3166-1 alpha-2. */
    readonly countries: readonly string[];
  }[];
  readonly waivers: readonly WaiverUse[];
  /** Names for account ids, from the policy file. */
  readonly accountNames: Readonly<
    Record<string, { readonly name: string; readonly owner: string | null }>
  >;
};

/** The least of the event ids behind a count, at most `EVENT_IDS_SHOWN`. */
type EventIds = readonly string[];

/** A waiver, and the calls that it excused. */
export type WaiverUse = {
  readonly id: string;
  readonly regions: readonly string[];
  readonly reason: string;
  readonly owner: string;
  readonly approvedBy: string;
  readonly ticket: string;
  readonly from: string;
  readonly until: string;
  readonly calls: number;
  readonly eventIds: EventIds;
};

export type Totals = {
  readonly files: number;
  readonly unreadableFiles: number;
  readonly records: number;
  readonly unreadableRecords: number;
  readonly unrecognised: number;
  readonly duplicates: number;
  readonly calls: number;
  readonly inside: number;
  readonly waived: number;
  readonly outside: number;
  readonly undecided: number;
  readonly notServed: number;
  readonly exposed: number;
  readonly unresolved: number;
  readonly submissions: number;
  readonly completions: number;
  readonly openStreams: number;
};

export type RouteCount = {
  readonly sourceRegion: string;
  /** Null for `not-served` and where the basis is `unknown`. */
  readonly inferenceRegion: string | null;
  readonly basis: Basis | null;
  readonly verdict: VerdictKind;
  readonly calls: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly eventIds: EventIds;
};

export type Finding = {
  /** First 16 hex digits of the SHA-256 of the call's key. */
  readonly id: string;
  readonly eventId: string | null;
  readonly requestId: string | null;
  readonly time: string | null;
  readonly accountId: string | null;
  /** Role or user ARN. */
  readonly principal: string | null;
  readonly sourceRegion: string;
  readonly inferenceRegion: string | null;
  readonly basis: Basis | null;
  readonly modelId: string | null;
  readonly verdict: 'outside' | 'undecided';
  readonly because: string;
  readonly fence: string | null;
  /** In a fence of mode `observe`: shown and counted, nobody is woken. */
  readonly observed: boolean;
  readonly client: string;
  readonly mayHaveRun: readonly string[];
};

/**
 * One file or record that could not be looked at or understood. Of evidence also `misattributed`, a record
 * that was judged and whose event EventBridge stamped with another account or Region, and `unseen`, calls
 * of an account and Region that Bedrock counted itself and that stand in no evidence.
 */
export type Gap = {
  readonly kind: 'file' | 'record' | 'unrecognised' | 'misattributed' | 'unseen';
  /** Path as given or found. */
  readonly file: string;
  /** "byte 18432", "record 17", "line 4"; null where the whole file is meant. */
  readonly place: string | null;
  readonly problem: string;
};

export type RungAlarm = {
  readonly id: string;
  readonly severity: 'critical' | 'warning';
  /** When it would have gone to ALARM first; null where the time of what rang it cannot be read. */
  readonly at: string | null;
  /** The count that rang it. */
  readonly count: number;
  readonly because: string;
};

export type Breakdown = { readonly name: string } & Readonly<VerdictCounts>;

export type ExposureCount = {
  readonly accountId: string | null;
  readonly principal: string | null;
  readonly modelId: string | null;
  readonly sourceRegion: string;
  readonly calls: number;
  readonly submissions: number;
  readonly eventIds: EventIds;
};

export type RefusalCount = {
  readonly refusal: Refusal;
  readonly blockedRegion: string | null;
  readonly calls: number;
  readonly eventIds: EventIds;
};

export type NeverRecorded = {
  readonly eventName: string;
  readonly accountId: string | null;
  readonly principal: string | null;
  readonly sourceRegion: string;
  readonly modelId: string | null;
  readonly because: string;
  readonly count: number;
  readonly eventIds: EventIds;
};
