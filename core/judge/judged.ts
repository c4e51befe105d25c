import type { Refusal } from './reading.ts';

export type { Refusal };

/** How the inference Region is known. */
export type Basis = 'reported' | 'completion' | 'assumed-source' | 'unknown';

export type VerdictKind = 'inside' | 'waived' | 'outside' | 'undecided' | 'not-served';

/** One call, settled from all its records and judged. */
export type JudgedCall = {
  /** Canonical text of the key; unique. The finding's id is derived from it. */
  readonly key: string;
  readonly eventId: string | null;
  readonly requestId: string | null;
  readonly eventName: string;
  /** Of the record that named the Region, else the earliest. UTC epoch, null where unreadable. */
  readonly timeMs: number | null;
  readonly accountId: string | null;
  readonly principal: string | null;
  readonly client: string;
  /** As sent; null where the call is not in the input or names none. */
  readonly modelId: string | null;
  readonly sourceRegion: string;
  /** Null for `not-served` and `unknown`. */
  readonly inferenceRegion: string | null;
  /** Null for `not-served`. */
  readonly basis: Basis | null;
  readonly verdict: VerdictKind;
  /** The fence that held the call. */
  readonly fence: string | null;
  /** In a fence of mode `observe` nobody is woken. */
  readonly observed: boolean;
  readonly waiverId: string | null;
  /** One sentence: why this verdict. */
  readonly because: string;
  /** Where it may have run, when undecided by its routes; sorted. */
  readonly mayHaveRun: readonly string[];
  readonly refusal: Refusal | null;
  readonly blockedRegion: string | null;
  readonly exposed: boolean;
  readonly unresolved: boolean;
  readonly openStream: boolean;
  readonly hasCompletion: boolean;
  readonly inputTokens: number;
  readonly outputTokens: number;
};

/** Work whose Region no record names: batch, async, Data Automation. */
export type JudgedSubmission = {
  readonly key: string;
  readonly eventId: string | null;
  readonly eventName: string;
  readonly timeMs: number | null;
  readonly accountId: string | null;
  readonly principal: string | null;
  readonly modelId: string | null;
  readonly sourceRegion: string;
  readonly refused: boolean;
  readonly exposed: boolean;
  readonly unresolved: boolean;
  /** Shown as "Region never recorded" and makes exit 1. */
  readonly neverRecorded: boolean;
  readonly fence: string | null;
  /** In a fence of mode `observe` nobody is woken. */
  readonly observed: boolean;
  readonly because: string;
};

/** What a group of lines with one key settles into. */
export type Judged = {
  readonly call: JudgedCall | null;
  readonly submission: JudgedSubmission | null;
  /** Records of the key beyond the one that counts. */
  readonly duplicates: number;
};
