import type { Permission } from './can-call.ts';
import type { CoverageRow } from './coverage.ts';
import type { AccountStatus } from './organization.ts';

/** What is known of one account in one Region. */
export type PlaceFacts = {
  readonly status: AccountStatus;
  /** The management account: no policy holds for it, and no StackSet reaches it. */
  readonly isManagement: boolean;
  /** Whether the account has the Region; null where nobody could look. */
  readonly isEnabled: boolean | null;
  /** Whether inference can start there. */
  readonly calls: Permission;
  /** Whether the watcher's role there can put what it sees into the hub's queue. */
  readonly delivery: Permission;
  /** What came from there in the window, in words: "its canary, last at 2026-11-03T10:05Z". */
  readonly seen: string | null;
  /** Why evidence of that Region was not looked at in full; null where it was. */
  readonly unread: string | null;
};

/** Neither can anything start in a closed account (Organizations user guide, account states, read 2026-11-25). */
const CLOSED: Partial<Record<AccountStatus, string>> = {
  SUSPENDED: 'the account is suspended: nothing can be called in it',
  CLOSED: 'the account is closed: nothing can be called in it',
};

/**
 * Decides the state of one account in one Region: the one place where it is decided. `watched` only where
 * something came and can still come; `denied by SCP` only where no call whatever can start; where either
 * would be a guess, `unknown`.
 */
export function placeAccount(facts: PlaceFacts): Pick<CoverageRow, 'state' | 'why'> {
  const { status, isManagement, isEnabled, calls, delivery, seen, unread } = facts;
  const closed = CLOSED[status];
  if (closed !== undefined) return { state: 'not enabled', why: closed };
  if (seen !== null && delivery.kind !== 'denied') return { state: 'watched', why: seen };
  if (isEnabled === false) {
    return { state: 'not enabled', why: 'the account has not enabled the Region' };
  }
  if (calls.kind === 'denied') {
    return { state: 'denied by SCP', why: `no call can start: ${calls.by}` };
  }
  if (status === 'PENDING_ACTIVATION') {
    return unknown('the account is being activated, and nobody can say what it may call');
  }
  if (isEnabled === null) return unknown('nobody could look whether the Region is enabled');
  if (calls.kind === 'unknown') return unknown(`whether a call can start: ${calls.because}`);
  const blind = `${calls.example} can start`;
  if (delivery.kind === 'denied') {
    const last = seen === null ? '' : ` (before that: ${seen})`;
    return unwatched(`${blind}, and nothing can be delivered: ${delivery.by}${last}`);
  }
  if (unread !== null) return unknown(`${blind}; whether it is watched: ${unread}`);
  const why = isManagement
    ? `${blind}; policies do not hold for the management account, and StackSets do not reach it`
    : `${blind}, and nothing came from there`;
  const doubt = delivery.kind === 'unknown' ? `; perhaps nothing can: ${delivery.because}` : '';
  const closing = status === 'PENDING_CLOSURE' ? '; the account is being closed' : '';
  return unwatched(`${why}${doubt}${closing}`);
}

function unwatched(why: string) {
  return { state: 'callable, not watched', why } as const;
}

function unknown(why: string) {
  return { state: 'unknown', why } as const;
}
