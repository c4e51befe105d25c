import { AccountClient } from '@aws-sdk/client-account';
import pMap from 'p-map';
import type { Coverage } from '../core/coverage/coverage.ts';
import type { Account } from '../core/coverage/organization.ts';
import { ask } from './ask.ts';
import { assumeRole } from './assume-role.ts';
import { CLIENT_OPTIONS } from './client-options.ts';
import { listEnabledRegions } from './enabled-regions.ts';

/** How the Regions of one account are listed; rejects where they cannot be. */
export type ListRegionsOf = (accountId: string) => Promise<readonly string[]>;

/**
 * Lists Regions of the caller's own account and of the members of its organization. The management account
 * may not name itself, and nobody else may ask about it (Account Management API reference, ListRegions,
 * read 2026-11-25).
 */
export function regionsOfMembers(callerId: string, region: string): ListRegionsOf {
  const client = new AccountClient({ ...PATIENT, region });
  return (id) => listEnabledRegions(region, id === callerId ? undefined : id, client);
}

/**
 * The same by a role in each account, where there is one: it may look where Account Management trusts
 * nobody, and into the management account. Needs `sts:AssumeRole` on it.
 */
export function regionsByRole(
  callerId: string,
  region: string,
  roleOf: (accountId: string) => string,
): ListRegionsOf {
  const ofMember = regionsOfMembers(callerId, region);
  return async (id) => {
    if (id === callerId) return ofMember(id);
    const credentials = assumeRole(roleOf(id), region);
    const client = new AccountClient({ ...CLIENT_OPTIONS, region, credentials });
    return listEnabledRegions(region, undefined, client).catch(() => ofMember(id));
  };
}

/** It throttles early, and the client then slows down by itself. */
const PATIENT = { ...CLIENT_OPTIONS, maxAttempts: 10, retryMode: 'adaptive' } as const;

/** Adds to accounts which Regions they have enabled; null, and a word about it, where nobody could look. */
export async function addRegions(
  accounts: readonly Account[],
  list: ListRegionsOf,
  onProgress: (done: number, all: number) => void,
): Promise<{ readonly accounts: readonly Account[]; readonly unseen: Coverage['unseen'] }> {
  const problems = new Map<string, string[]>();
  let done = 0;
  const added = await pMap(
    accounts,
    async (account) => {
      const isOpen = account.status !== 'SUSPENDED' && account.status !== 'CLOSED';
      const listed = isOpen ? await ask('account:ListRegions', () => list(account.id)) : null;
      done += 1;
      onProgress(done, accounts.length);
      if (listed?.kind === 'answer')
        return { ...account, enabledRegions: [...listed.value].sort() };
      if (listed !== null) {
        problems.set(listed.problem, [...(problems.get(listed.problem) ?? []), account.id]);
      }
      return account;
    },
    { concurrency: 8 },
  );
  const unseen = [...problems].map(([problem, [first = '', ...more]]) => ({
    where: `Regions of account ${first}${more.length === 0 ? '' : ` and ${more.length} more`}`,
    problem,
  }));
  return { accounts: added, unseen };
}
