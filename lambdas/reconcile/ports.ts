import type { Datum } from '../../core/measure/series.ts';
import type { StoredObject } from '../../core/prove/build-seal.ts';
import type { TrailPlace } from '../../core/prove/trail-coverage.ts';
import type { Message } from '../../core/tell/message.ts';
import type { LogEntry, Store } from '../ingest/ports.ts';

/** A stretch of time, UTC epoch milliseconds; the end is not in it. */
export type Period = { readonly fromMs: number; readonly untilMs: number };

/** What a trail holds of what was delivered in some time. */
export type TrailListing =
  | {
      readonly kind: 'log';
      readonly key: string;
      /** Null where its name does not say. */
      readonly place: TrailPlace | null;
      readonly deliveredMs: number | null;
    }
  /** Not named like a log file, and not looked at. */
  | { readonly kind: 'other'; readonly key: string }
  /** Could not be looked at; of this account and Region, or of nobody knows which. */
  | {
      readonly kind: 'gap';
      readonly key: string;
      readonly place: TrailPlace | null;
      readonly problem: string;
    };

/** The unpacked bytes of a log file, or why there are none. */
type ReadTrailLog =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'unreadable'; readonly problem: string };

/** A trail's log files. Only ever read. */
export type TrailSource = {
  readonly list: (delivered: Period) => AsyncIterable<TrailListing>;
  readonly read: (key: string) => Promise<ReadTrailLog>;
};

/** Where evidence is read. */
export type EvidenceReader = {
  /** What stands below a prefix that ends in a slash, in the order of the keys. */
  readonly list: (prefix: string) => AsyncIterable<Pick<StoredObject, 'key'>>;
  /** Null where there is none. */
  readonly read: (key: string) => Promise<{ readonly bytes: Uint8Array } | null>;
};

/** Everything that reconciling touches of the world. Each port rejects where it could not do its work. */
export type ReconcilePorts = {
  /** Null where no trail was named: nothing can be looked at then. */
  readonly trail: TrailSource | null;
  readonly evidence: EvidenceReader & Store;
  readonly publish: (message: Message) => Promise<void>;
  readonly publishMetrics: (data: readonly Datum[]) => Promise<void>;
  readonly log: (entry: LogEntry) => void;
  /** UTC epoch milliseconds. */
  readonly now: () => number;
};
