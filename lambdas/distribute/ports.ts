/** Where a run keeps what can be made again. */
export type WorkStore = {
  /** Writes an object; one that is there already is written over. */
  readonly put: (key: string, bytes: Uint8Array) => Promise<void>;
  /** Null where there is none. */
  readonly read: (key: string) => Promise<Uint8Array | null>;
  /** Keys below a prefix, in their order. */
  readonly list: (prefix: string) => AsyncIterable<string>;
};
