import type { Coverage } from '../coverage/coverage.ts';
import type { ResolvedWaiver } from '../policy/resolved-policy.ts';
import type { Flaw, Unseen } from '../prove/flaw.ts';
import type { FindingLife } from './follow-findings.ts';
import type { PolicyInForce } from './policies-in-force.ts';
import type { UnwatchedPlace } from './unwatched-places.ts';

/** What evidence adds to a report of calls. */
export type EvidenceReport = {
  /** What was asked for, ISO 8601; null where it is open. */
  readonly asked: { readonly from: string | null; readonly until: string | null };
  /** What verifying says, in a sentence, from when to when it proves, and by which key. */
  readonly proof: {
    readonly tone: 'alarm' | 'warning' | 'good';
    readonly answer: string;
    readonly reach: string;
    readonly signed: string;
    readonly seals: number;
    readonly objects: number;
    readonly late: number;
    /** Keys of hours that are not safely past: not proven yet. */
    readonly open: number;
    readonly quarantined: number;
    /** SHA-256 of the last seal; null where there is none. */
    readonly head: string | null;
  };
  readonly flaws: readonly Flaw[];
  readonly unseen: readonly Unseen[];
  readonly policies: readonly PolicyInForce[];
  /** Waivers that excused a call of the period. */
  readonly waivers: readonly (Omit<ResolvedWaiver, 'scope'> & { readonly calls: number })[];
  /** Accounts and source Regions of an organization of which something was not seen, worst first. */
  readonly unwatched: readonly UnwatchedPlace[];
  /** As it was last looked at in the period; null where nobody looked which accounts are watched. */
  readonly coverage: Coverage | null;
  readonly lives: ReadonlyMap<string, FindingLife>;
  /** When the report was made, UTC epoch milliseconds. */
  readonly nowMs: number;
};
