import type { PolicyFile } from '../core/policy/policy-file.ts';
import type { ResolvedPolicy } from '../core/policy/resolved-policy.ts';

/** Everything that a deployment fixes, checked. */
export type Deployment = {
  readonly prefix: string;
  readonly homeRegion: string;
  /** Regions in which calls are made: each gets a stack. The home Region is one of them. */
  readonly sourceRegions: readonly string[];
  /** `aws`, or another where no event bus reaches from Region to Region. */
  readonly partition: string;
  /** People who are told of findings. */
  readonly mailAddresses: readonly string[];
  readonly lockMode: 'GOVERNANCE' | 'COMPLIANCE';
  readonly retentionDays: number;
  readonly logRetentionDays: number;
  readonly runbookUrl: string | null;
  readonly policy: ResolvedPolicy;
  readonly accounts: NonNullable<PolicyFile['accounts']>;
  readonly version: string;
};
