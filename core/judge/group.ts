import type { Line } from './reading.ts';

/** The lines of one call, corrections applied. At least one line. */
export type CallGroup = {
  readonly key: string;
  readonly calls: readonly Line[];
  readonly completions: readonly Line[];
  /** Why a correction of this call cannot be trusted; null where there is no doubt. */
  readonly contested: string | null;
};

/** The lines of one submission, corrections applied. At least one line. */
export type SubmissionGroup = {
  readonly key: string;
  readonly submissions: readonly Line[];
  readonly contested: string | null;
};
