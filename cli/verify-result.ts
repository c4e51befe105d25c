import type { ClockHour } from '../core/prove/clock-hour.ts';
import type { Flaw, Unseen } from '../core/prove/flaw.ts';
import type { SettledCounts } from '../core/prove/settle-again.ts';

/** What verifying some evidence found. */
export type Verified = {
  /** Each thing that is wrong. */
  readonly flaws: readonly Flaw[];
  /** Each thing that could not be looked at. */
  readonly unseen: readonly Unseen[];
  /** Keys of hours that are not safely past: their seal will come. */
  readonly open: readonly string[];
  /** Files that are no evidence by their names, and were left alone. */
  readonly others: number;
  readonly seals: number;
  /** First and last sealed hour; null where nothing is sealed. */
  readonly firstHour: ClockHour | null;
  readonly lastHour: ClockHour | null;
  /** Sealed objects whose bytes are those of their seal. */
  readonly objects: number;
  /** Sealed objects that came after the seal of their own hour. */
  readonly late: number;
  /** Records whose judgement was done again. */
  readonly records: number;
  /** Lines that could not be understood when they came, kept as they were. */
  readonly quarantined: number;
  /** What the evidence settles into, judged again. */
  readonly settled: Readonly<SettledCounts>;
  readonly hours: 'writing' | 'event' | null;
  readonly origin:
    | { readonly kind: 'proven' | 'not proven'; readonly fingerprint: string }
    | { readonly kind: 'not signed' };
};

/** How far verifying has come. */
export type VerifyProgress = {
  readonly seals: number;
  readonly allSeals: number;
  readonly objects: number;
  readonly records: number;
};
