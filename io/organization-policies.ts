import {
  DescribePolicyCommand,
  ListParentsCommand,
  OrganizationsClient,
  paginateListPoliciesForTarget,
} from '@aws-sdk/client-organizations';
import type { SeenScp } from '../core/doctor/check-scps.ts';
import { CLIENT_OPTIONS } from './client-options.ts';

/** The most levels of an organization: its root, five of units, the account. */
const MOST_LEVELS = 7;

/**
 * Every service control policy over an account, from its own to the root's. Needs
 * `organizations:ListParents`, `ListPoliciesForTarget` and `DescribePolicy`, in the management account or
 * one to which it delegated them.
 */
export async function lookAtScps(accountId: string, region: string): Promise<readonly SeenScp[]> {
  const client = new OrganizationsClient({ ...CLIENT_OPTIONS, region });
  const seen: SeenScp[] = [];
  let target: string | undefined = accountId;
  for (let level = 0; target !== undefined && level < MOST_LEVELS; level += 1) {
    seen.push(...(await policiesOf(target, client)));
    const parents: { Parents?: { Id?: string | undefined }[] | undefined } = target.startsWith('r-')
      ? {}
      : await client.send(new ListParentsCommand({ ChildId: target }));
    target = parents.Parents?.[0]?.Id;
  }
  return seen;
}

async function policiesOf(target: string, client: OrganizationsClient): Promise<SeenScp[]> {
  const input = { TargetId: target, Filter: 'SERVICE_CONTROL_POLICY' as const };
  const seen: SeenScp[] = [];
  for await (const { Policies = [] } of paginateListPoliciesForTarget({ client }, input)) {
    for (const { Id: PolicyId, Name = '' } of Policies) {
      const { Policy } = await client.send(new DescribePolicyCommand({ PolicyId }));
      seen.push({ name: Name, target, content: Policy?.Content ?? '' });
    }
  }
  return seen;
}
