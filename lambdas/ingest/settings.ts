import type { ResolvedPolicy } from '../../core/policy/resolved-policy.ts';
import type { TellContext } from '../../core/tell/message.ts';

/** What a deployment fixes for its ingest. */
export type IngestSettings = {
  readonly policy: ResolvedPolicy;
  readonly policySha256: string;
  /** The source Region that this ingest stands in; begins the names of its evidence. */
  readonly region: string;
  readonly version: string;
  readonly tell: TellContext;
};
