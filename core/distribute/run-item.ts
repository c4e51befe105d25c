/** A file of a run: as the map lists a bucket itself, or a line of a manifest. */
export type RunItem = {
  readonly Key: string;
  /** An object of evidence; a log file of the trail where nothing is said. */
  readonly Side?: 'evidence';
};

/** What one child of the map is given: the run, and a batch of its files. */
export type RunBatch<R> = { readonly BatchInput: R; readonly Items: readonly RunItem[] };
