import type { Coverage } from '../core/coverage/coverage.ts';
import type { Organization } from '../core/coverage/organization.ts';
import { ask } from '../io/ask.ts';
import { whoCalls } from '../io/caller.ts';
import { lookAtOrganization } from '../io/organization.ts';
import { addRegions, regionsOfMembers } from '../io/regions-of-accounts.ts';

const READ =
  'organizations:DescribeOrganization, ListRoots, ListOrganizationalUnitsForParent and ListAccountsForParent';

/** Asks AWS about an organization, or says why it cannot. The caller is the hub, unless one is named. */
export async function askOrganization(
  { hub, region: named }: { readonly hub?: string; readonly region?: string },
  nowMs: number,
  tell: (text: string) => void,
): Promise<{ readonly organization: Organization; readonly unseen: Coverage['unseen'] } | string> {
  const caller = await ask('sts:GetCallerIdentity', () => whoCalls(named));
  if (caller.kind === 'none') {
    return `nobody is known to AWS: ${caller.problem}.\n  Fix: sign in (aws sso login), and set AWS_PROFILE and --region; or name a file with --organization.`;
  }
  const { accountId, region } = caller.value;
  const seen = await ask(READ, () =>
    lookAtOrganization(region, (accounts) => tell(`${accounts} accounts`)),
  );
  if (seen.kind === 'none') {
    return `the organization cannot be read: ${seen.problem}.\n  Fix: run it in the management account, or in one that administers a service for it.`;
  }
  const { organization, unseen } = seen.value;
  const regions = await addRegions(
    organization.accounts,
    regionsOfMembers(accountId, region),
    (done, all) => tell(`Regions of ${done} of ${all} accounts`),
  );
  return {
    organization: {
      ...organization,
      asOf: new Date(nowMs).toISOString(),
      hubAccount: hub ?? accountId,
      accounts: regions.accounts,
    },
    unseen: [...unseen, ...regions.unseen],
  };
}
