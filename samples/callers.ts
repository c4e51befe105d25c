import type { Random } from './random.ts';

/** The three accounts of the sample organization. */
export const ACCOUNT = {
  prodChat: '111122223333',
  research: '444455556666',
  batchEu: '777788889999',
} as const;

export type Caller =
  | {
      readonly kind: 'role';
      readonly accountId: string;
      /** With its path, as in its ARN: "ChatBackend". */
      readonly role: string;
      readonly session: string;
    }
  | { readonly kind: 'user'; readonly accountId: string; readonly user: string };

const role = (accountId: string, name: string, session: string): Caller => ({
  kind: 'role',
  accountId,
  role: name,
  session,
});

const SSO = 'aws-reserved/sso.amazonaws.com/eu-central-1/';

/** Who works in the sample organization. */
export const CALLER = {
  chatBackend: role(ACCOUNT.prodChat, 'ChatBackend', 'chat-7c9f5d'),
  searchIndexer: role(ACCOUNT.prodChat, 'SearchIndexer', 'indexer'),
  reportWriter: role(ACCOUNT.prodChat, 'ReportWriter', 'report-lambda'),
  swissPilot: role(ACCOUNT.prodChat, 'SwissPilot', 'pilot-0'),
  platformEngineer: role(
    ACCOUNT.prodChat,
    `${SSO}AWSReservedSSO_PlatformEngineer_3f1d9a7c5b2e8046`,
    'mina@example.com',
  ),
  researchNotebook: role(ACCOUNT.research, 'ResearchNotebook', 'SageMaker'),
  nightlyEval: role(ACCOUNT.research, 'NightlyEval', 'eval-1103'),
  codingAgents: role(ACCOUNT.research, 'CodingAgents', 'jonas@example.com'),
  documentBatch: role(ACCOUNT.batchEu, 'DocumentBatch', 'batch-night'),
  claimsSummary: role(ACCOUNT.batchEu, 'ClaimsSummary', 'claims'),
  legacyUser: { kind: 'user', accountId: ACCOUNT.prodChat, user: 'legacy-reporting' },
} as const satisfies Record<string, Caller>;

/** ARN of the role or user: what a finding names, never the session. */
export function principalArn(caller: Caller): string {
  return caller.kind === 'role'
    ? `arn:aws:iam::${caller.accountId}:role/${caller.role}`
    : `arn:aws:iam::${caller.accountId}:user/${caller.user}`;
}

/** ARN of the session: what CloudTrail writes and what a denial's message names. */
export function callerArn(caller: Caller): string {
  if (caller.kind === 'user') return principalArn(caller);
  const name = caller.role.slice(caller.role.lastIndexOf('/') + 1);
  return `arn:aws:sts::${caller.accountId}:assumed-role/${name}/${caller.session}`;
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The `userIdentity` block of a record. */
export function userIdentity(random: Random, caller: Caller): Record<string, unknown> {
  const accessKeyId = `${caller.kind === 'role' ? 'ASIA' : 'AKIA'}${random.text(9, LETTERS)}EXAMPLE`;
  const arn = callerArn(caller);
  if (caller.kind === 'user') {
    const principalId = 'AIDAQ3EGRSAMPLEUSER1X';
    return {
      type: 'IAMUser',
      principalId,
      arn,
      accountId: caller.accountId,
      accessKeyId,
      userName: caller.user,
    };
  }
  const userName = caller.role.slice(caller.role.lastIndexOf('/') + 1);
  const principalId = `AROA${`${userName.toUpperCase()}${'X'.repeat(17)}`.replace(/[^A-Z]/g, '').slice(0, 17)}`;
  return {
    type: 'AssumedRole',
    principalId: `${principalId}:${caller.session}`,
    arn,
    accountId: caller.accountId,
    accessKeyId,
    sessionContext: {
      sessionIssuer: {
        type: 'Role',
        principalId,
        arn: principalArn(caller),
        accountId: caller.accountId,
        userName,
      },
      attributes: { creationDate: '2026-11-03T00:05:12Z', mfaAuthenticated: 'false' },
    },
  };
}
