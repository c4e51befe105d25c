/** Something that a place with evidence holds. */
export type EvidenceEntry =
  | {
      readonly kind: 'object';
      readonly key: string;
      readonly bytes: number;
      /** When the store says that it was written, UTC epoch milliseconds. */
      readonly writtenMs: number;
      /** Newest first; empty where the store has no versions. */
      readonly versionIds: readonly string[];
      /** A delete marker lies over it. */
      readonly hidden: boolean;
    }
  /** Could not be looked at. */
  | { readonly kind: 'gap'; readonly path: string; readonly problem: string };

export type ReadEntry =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreadable'; readonly problem: string };

/** A place with evidence: a folder, or a bucket with its versions. Only ever read. */
export type EvidenceSource = {
  /** Everything below it, each key once. Rejects where the place itself cannot be looked at. */
  readonly list: () => AsyncIterable<EvidenceEntry>;
  /** Reads a version of an object; the newest where that is null or the store has no versions. */
  readonly read: (key: string, versionId: string | null) => Promise<ReadEntry>;
};
