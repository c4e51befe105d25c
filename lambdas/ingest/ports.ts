import type { Datum } from '../../core/measure/series.ts';
import type { Message } from '../../core/tell/message.ts';

/** Everything that ingest touches of the world. Each port rejects where it could not do its work. */
export type IngestPorts = {
  readonly store: Store;
  readonly publish: (message: Message) => Promise<void>;
  readonly publishMetrics: (data: readonly Datum[]) => Promise<void>;
  readonly log: (entry: LogEntry) => void;
  /** UTC epoch milliseconds. */
  readonly now: () => number;
};

/** A place where objects are written once and never changed. */
export type Store = {
  /** Writes an object unless there is one of that key, which then holds the same. */
  readonly put: (key: string, bytes: Uint8Array) => Promise<void>;
  readonly has: (key: string) => Promise<boolean>;
};

/** A log line: what happened, in counts. No name of a person, no text of a record. */
export type LogEntry = {
  readonly level: 'INFO' | 'WARN' | 'ERROR';
  readonly message: string;
} & Readonly<Record<string, string | number | boolean | null>>;
