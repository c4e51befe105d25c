import type { BatchReport } from './batch-report.ts';

/** What all batches of a run say beside their lines, and which policies were in force since when. */
export type Gathered = BatchReport & {
  readonly policies: readonly { readonly hour: string; readonly sha256: string }[];
};
