import type { PolicyFile } from '../core/policy/policy-file.ts';
import type { ResolvedPolicy } from '../core/policy/resolved-policy.ts';

/** A trail's bucket, and how it is read. */
export type TrailAddress = {
  readonly bucket: string;
  /** What stands before `AWSLogs/`, without a slash at its end; may be empty. */
  readonly prefix: string;
  /** A role that may read it, where its account is another and no bucket policy lets us. */
  readonly roleArn: string | null;
  /** The key with which the trail encrypts its files, where it does. */
  readonly keyArn: string | null;
};

/** An organization that is watched as a whole. */
export type Organization = {
  /** `o-a1b2c3d4e5`. */
  readonly id: string;
  /** Twelve digits. StackSets never reach it. */
  readonly managementAccount: string;
  /** Roots and organizational units whose accounts are watched. */
  readonly targets: readonly string[];
  /** As whom the StackSet is made: the management account, or one that it delegated to. */
  readonly callAs: 'SELF' | 'DELEGATED_ADMIN';
};

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
  /** Where the trail delivers its log files; null where nobody named one. */
  readonly trail: TrailAddress | null;
  /** Null where one account is watched: the one that is deployed to. */
  readonly organization: Organization | null;
  readonly policy: ResolvedPolicy;
  readonly accounts: NonNullable<PolicyFile['accounts']>;
  readonly version: string;
};
