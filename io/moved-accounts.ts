import {
  type Account,
  type OrganizationsClient,
  paginateListAccounts,
} from '@aws-sdk/client-organizations';
import type { Coverage } from '../core/coverage/coverage.ts';
import { ask } from './ask.ts';

/**
 * Accounts of which nobody knows the unit: one that is moved while units are read, one after the other, is
 * found in none of them, or in two. `found`: ids as the units gave them. Needs `organizations:ListAccounts`.
 */
export async function movedAccounts(
  client: OrganizationsClient,
  found: readonly string[],
): Promise<{ readonly accounts: readonly Account[]; readonly unseen: Coverage['unseen'] }> {
  const listed = await ask('organizations:ListAccounts', async () => {
    const all: Account[] = [];
    for await (const { Accounts = [] } of paginateListAccounts({ client }, {})) {
      all.push(...Accounts);
    }
    return all;
  });
  if (listed.kind === 'none') {
    const where = 'whether an account was moved meanwhile';
    return { accounts: [], unseen: [{ where, problem: listed.problem }] };
  }
  const times = new Map<string, number>();
  for (const id of found) times.set(id, (times.get(id) ?? 0) + 1);
  const accounts = listed.value.filter(({ Id = '' }) => times.get(Id) !== 1);
  const problem = 'it was moved while units were read: look again';
  return { accounts, unseen: accounts.map(({ Id }) => ({ where: `account ${Id}`, problem })) };
}
