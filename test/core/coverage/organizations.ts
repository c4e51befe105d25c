import type { Account, Organization } from '../../../core/coverage/organization.ts';
import { createPoliciesOver, type PoliciesOver } from '../../../core/coverage/policies-over.ts';

export const FULL = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
};
export const HUB = '555566667777';
export const MANAGEMENT = '123456789012';
export const MEMBER = '111122223333';

/** A root with one member, the hub and the management account; documents are attached to the root. */
export function anOrganization(
  documents: readonly object[] = [],
  over: Partial<Organization> = {},
): Organization {
  const policies = [FULL, ...documents].map((document, index) => ({
    id: `p-${index}`,
    name: index === 0 ? 'FullAWSAccess' : `policy-${index}`,
    content: JSON.stringify(document),
  }));
  return {
    schema: 'organization/1',
    asOf: '2026-11-03T12:00:00Z',
    partition: 'aws',
    managementAccount: MANAGEMENT,
    hubAccount: HUB,
    policiesEnabled: true,
    accounts: [
      anAccount(MEMBER, 'prod-chat'),
      anAccount(HUB, 'security'),
      anAccount(MANAGEMENT, 'management'),
    ],
    units: [{ id: 'r-ab12', name: 'Root', parent: null, policies: policies.map(({ id }) => id) }],
    policies,
    ...over,
  };
}

export function anAccount(id: string, name: string, over: Partial<Account> = {}): Account {
  return {
    ...{ id, name, status: 'ACTIVE', parent: 'r-ab12' },
    ...{ policies: ['p-0'], enabledRegions: ['eu-central-1', 'us-east-1'] },
    ...over,
  };
}

/** A policy of one Deny statement. */
export function denying(over: object = {}): object {
  const statement = {
    ...{ Sid: 'No', Effect: 'Deny', Action: '*' },
    ...('NotResource' in over ? {} : { Resource: '*' }),
    ...over,
  };
  return { Version: '2012-10-17', Statement: [statement] };
}

/** The policies over one of its accounts. */
export function policiesOver(organization: Organization, id = MEMBER): PoliciesOver {
  const account = organization.accounts.find((each) => each.id === id);
  if (account === undefined) throw new Error(`no account ${id}`);
  return createPoliciesOver(organization)(account);
}
