import type { StoredObject } from '../../core/prove/build-seal.ts';
import type { SealKey } from '../../core/prove/check-signature.ts';

/** Everything that sealing touches of the world. Each port rejects where it could not do its work. */
export type SealPorts = {
  /** What stands below a prefix now, each key once. */
  readonly list: (prefix: string) => AsyncIterable<StoredObject>;
  /** Null where there is none. */
  readonly read: (key: string) => Promise<ReadObject | null>;
  /** Writes an object unless there is one of that key. */
  readonly put: (key: string, bytes: Uint8Array) => Promise<void>;
  /** Signs a SHA-256 digest with ECDSA on P-256; answers in DER. */
  readonly sign: (digest: Uint8Array) => Promise<Uint8Array>;
  /** UTC epoch milliseconds. */
  readonly now: () => number;
};

type ReadObject = {
  readonly bytes: Uint8Array;
  /** Null where the store has no versions. */
  readonly versionId: string | null;
};

/** What a deployment fixes for its seals. */
export type SealSettings = {
  /** ARN of the key that `sign` signs with, and its public half. */
  readonly keyArn: string;
  readonly publicKey: SealKey;
  readonly code: string;
  /** The source Regions whose ingest writes here. */
  readonly regions: readonly string[];
};
