import {
  DescribeOrganizationCommand,
  DescribePolicyCommand,
  type Account as ListedAccount,
  OrganizationsClient,
  type Policy,
  paginateListAccountsForParent,
  paginateListOrganizationalUnitsForParent,
  paginateListPolicies,
  paginateListRoots,
  paginateListTargetsForPolicy,
} from '@aws-sdk/client-organizations';
import pMap from 'p-map';
import type { Coverage } from '../core/coverage/coverage.ts';
import {
  ACCOUNT_STATUSES,
  type AttachedPolicy,
  type Organization,
  type Unit,
} from '../core/coverage/organization.ts';
import { ask } from './ask.ts';
import { CLIENT_OPTIONS } from './client-options.ts';
import { movedAccounts } from './moved-accounts.ts';

/** An organization without the Regions of its accounts, and what could not be looked at. */
export type SeenOrganization = {
  readonly organization: Omit<Organization, 'asOf' | 'hubAccount'>;
  readonly unseen: Coverage['unseen'];
};

const SCP = 'SERVICE_CONTROL_POLICY' as const;
/** Organizations answers a few times a second: more at once only waits for its turn. */
const AT_ONCE = { concurrency: 4 };
/** It throttles early, and the client then slows down by itself. */
const PATIENT = { ...CLIENT_OPTIONS, maxAttempts: 10, retryMode: 'adaptive' } as const;

/**
 * Reads the tree of an organization and every service control policy in it: two calls a unit and a few a
 * policy, and none for a single account. Needs `organizations:DescribeOrganization`, `ListRoots`,
 * `ListOrganizationalUnitsForParent`, `ListAccountsForParent`, `ListAccounts`, `ListPolicies`,
 * `ListTargetsForPolicy` and `DescribePolicy`, in the management account or in one that administers a service for it. Rejects where
 * the tree itself cannot be read.
 */
export async function lookAtOrganization(
  region: string,
  onProgress: (accounts: number) => void,
): Promise<SeenOrganization> {
  const client = new OrganizationsClient({ ...PATIENT, region });
  const { Organization: its } = await client.send(new DescribeOrganizationCommand({}));
  if (its?.MasterAccountId === undefined) throw new TypeError('DescribeOrganization names none');
  const tree = await readTree(client, onProgress);
  const moved = await movedAccounts(
    client,
    tree.accounts.map(({ account }) => account.Id ?? ''),
  );
  const isMoved = (id: string | undefined) => moved.accounts.some(({ Id }) => Id === id);
  const [root] = tree.units;
  const accounts = [
    ...tree.accounts.filter(({ account }) => !isMoved(account.Id)),
    /** What is attached to the root holds for them wherever they are. */
    ...moved.accounts.map((account) => ({ account, parent: root?.id ?? '' })),
  ];
  const seen = tree.policiesEnabled ? await readPolicies(client) : { ...NO_POLICIES };
  const policiesOf = (id: string) => {
    if (seen.attached === null) return null;
    return [...(seen.attached.get(id) ?? [])].sort();
  };
  return {
    organization: {
      schema: 'organization/1',
      partition: its.Arn?.split(':')[1] ?? 'aws',
      managementAccount: its.MasterAccountId,
      policiesEnabled: tree.policiesEnabled,
      accounts: accounts.map(({ account, parent }) => ({
        id: account.Id ?? '',
        name: account.Name ?? '',
        status: statusOf(account),
        policies: isMoved(account.Id) ? null : policiesOf(account.Id ?? ''),
        ...{ parent, enabledRegions: null },
      })),
      units: tree.units.map((unit) => ({ ...unit, policies: policiesOf(unit.id) })),
      policies: seen.policies,
    },
    unseen: [...moved.unseen, ...seen.unseen],
  };
}

/** A state that is not known yet is taken for one in which calls can be made. */
function statusOf({ State, Status }: ListedAccount) {
  return ACCOUNT_STATUSES.find((each) => each === (State ?? Status)) ?? 'ACTIVE';
}

type Tree = {
  readonly units: readonly Omit<Unit, 'policies'>[];
  readonly accounts: readonly { readonly account: ListedAccount; readonly parent: string }[];
  readonly policiesEnabled: boolean;
};

/** From the roots down, level by level. */
async function readTree(
  client: OrganizationsClient,
  onProgress: (accounts: number) => void,
): Promise<Tree> {
  const units: Omit<Unit, 'policies'>[] = [];
  const accounts: { account: ListedAccount; parent: string }[] = [];
  let policiesEnabled = false;
  let level: Omit<Unit, 'policies'>[] = [];
  for await (const { Roots = [] } of paginateListRoots({ client }, {})) {
    for (const { Id: id = '', Name: name = '', PolicyTypes = [] } of Roots) {
      level.push({ id, name, parent: null });
      policiesEnabled ||= PolicyTypes.some(
        ({ Type, Status }) => Type === SCP && Status !== 'PENDING_ENABLE',
      );
    }
  }
  while (level.length > 0) {
    units.push(...level);
    const below = await pMap(level, ({ id }) => readUnit(id), AT_ONCE);
    level = below.flat();
  }
  return { units, accounts, policiesEnabled };

  async function readUnit(parent: string): Promise<Omit<Unit, 'policies'>[]> {
    const input = { ParentId: parent };
    const below: Omit<Unit, 'policies'>[] = [];
    for await (const page of paginateListOrganizationalUnitsForParent({ client }, input)) {
      for (const { Id: id = '', Name: name = '' } of page.OrganizationalUnits ?? []) {
        below.push({ id, name, parent });
      }
    }
    for await (const { Accounts = [] } of paginateListAccountsForParent({ client }, input)) {
      accounts.push(...Accounts.map((account) => ({ account, parent })));
      onProgress(accounts.length);
    }
    return below;
  }
}

type SeenPolicies = {
  readonly policies: readonly AttachedPolicy[];
  /** Ids of policies by the id of what they are attached to; null where nobody could look. */
  readonly attached: ReadonlyMap<string, ReadonlySet<string>> | null;
  readonly unseen: Coverage['unseen'];
};

const NO_POLICIES: SeenPolicies = { policies: [], attached: new Map(), unseen: [] };

async function readPolicies(client: OrganizationsClient): Promise<SeenPolicies> {
  const listed = await ask('organizations:ListPolicies', async () => {
    const found: NonNullable<Policy['PolicySummary']>[] = [];
    for await (const { Policies = [] } of paginateListPolicies({ client }, { Filter: SCP })) {
      found.push(...Policies);
    }
    return found;
  });
  if (listed.kind === 'none') {
    const where = 'service control policies';
    return { policies: [], attached: null, unseen: [{ where, problem: listed.problem }] };
  }
  const attached = new Map<string, Set<string>>();
  const unseen: { where: string; problem: string }[] = [];
  let isWhole = true;
  const policies = await pMap(
    listed.value,
    async ({ Id: id = '', Name: name = '' }): Promise<AttachedPolicy> => {
      const text = await ask('organizations:DescribePolicy', async () => {
        const { Policy } = await client.send(new DescribePolicyCommand({ PolicyId: id }));
        return Policy?.Content ?? null;
      });
      const targets = await ask('organizations:ListTargetsForPolicy', () => addTargets(id));
      for (const each of [text, targets]) {
        if (each.kind === 'none') unseen.push({ where: `policy ${name}`, problem: each.problem });
      }
      /** It may be attached to anything. */
      if (targets.kind === 'none') isWhole = false;
      return { id, name, content: text.kind === 'none' ? null : text.value };
    },
    AT_ONCE,
  );
  return { policies, attached: isWhole ? attached : null, unseen };

  async function addTargets(id: string): Promise<void> {
    for await (const { Targets = [] } of paginateListTargetsForPolicy(
      { client },
      { PolicyId: id },
    )) {
      for (const { TargetId = '' } of Targets) {
        attached.set(TargetId, (attached.get(TargetId) ?? new Set()).add(id));
      }
    }
  }
}
