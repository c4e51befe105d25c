import type { LogEntry } from '../ingest/ports.ts';
import type { EvidenceReader } from '../reconcile/ports.ts';

/** Everything that compacting touches of the world. Each port rejects where it could not do its work. */
export type CompactPorts = {
  /** Only ever read. */
  readonly evidence: EvidenceReader;
  readonly compacted: CompactedStore;
  readonly log: (entry: LogEntry) => void;
  /** UTC epoch milliseconds. */
  readonly now: () => number;
};

/** Where settled copies lie: all of it can be made again from evidence. */
type CompactedStore = EvidenceReader & {
  /** Writes an object as a whole, in place of one of that key. */
  readonly put: (key: string, bytes: Uint8Array) => Promise<void>;
};
