/** An organization as far as coverage needs it. `docs/organization-coverage.md` has its file. */
export type Organization = {
  readonly schema: 'organization/1';
  /** When it was read, ISO 8601. */
  readonly asOf: string;
  /** `aws`: an organization lies in one. */
  readonly partition: string;
  readonly managementAccount: string;
  /** The account that watches; null where nobody said. */
  readonly hubAccount: string | null;
  /** False where the root has service control policies switched off: then none is in force. */
  readonly policiesEnabled: boolean;
  readonly accounts: readonly Account[];
  /** The root and the organizational units. */
  readonly units: readonly Unit[];
  readonly policies: readonly AttachedPolicy[];
};

export type AccountStatus = (typeof ACCOUNT_STATUSES)[number];

/** As Organizations names them (API reference, Account, read 2026-11-25). */
export const ACCOUNT_STATUSES = [
  'ACTIVE',
  'PENDING_ACTIVATION',
  'PENDING_CLOSURE',
  'SUSPENDED',
  'CLOSED',
] as const;

export type Account = {
  readonly id: string;
  readonly name: string;
  readonly status: AccountStatus;
  /** The unit or root that holds it. */
  readonly parent: string;
  /** Ids of the policies attached to it; null where nobody could look. */
  readonly policies: readonly string[] | null;
  /** Regions that are not disabled for it; null where nobody could look. */
  readonly enabledRegions: readonly string[] | null;
};

export type Unit = {
  readonly id: string;
  readonly name: string;
  /** Null for the root. */
  readonly parent: string | null;
  readonly policies: readonly string[] | null;
};

/** A service control policy, by its id. */
export type AttachedPolicy = {
  readonly id: string;
  readonly name: string;
  /** Its text, JSON; null where nobody could read it. */
  readonly content: string | null;
};
