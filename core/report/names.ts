import type { ReportPolicy } from './audit-report.ts';

/** Whatever knows the names of accounts. */
type Named = { readonly policy: Pick<ReportPolicy, 'accountNames'> };

/** An account by the name that the policy gives it, else its number. */
export function nameOfAccount(accountId: string | null, { policy }: Named): string {
  if (accountId === null) return 'account not named';
  const names = policy.accountNames;
  return Object.hasOwn(names, accountId) ? (names[accountId]?.name ?? accountId) : accountId;
}

/** A role or user by its own name, without path and account. */
export function nameOfRole(principal: string | null): string {
  return principal === null ? 'caller not named' : principal.split(/[/:]/).at(-1) || principal;
}
