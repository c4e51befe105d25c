import type { Scope } from '../policy/resolved-policy.ts';
import { matchesWildcard } from './matches-wildcard.ts';

/** One way to see a call: who made it, from where, with which model. Copies may give several. */
export type View = {
  readonly accountId: string | null;
  readonly principal: string | null;
  readonly sourceRegion: string;
  /** Base model id; null where it is hidden or not named. */
  readonly baseModel: string | null;
};

/** Whether a scope holds a call. What a record does not name is held by no list. */
export function holds(scope: Scope, view: View): boolean {
  return (
    matches(scope.accounts, view.accountId) &&
    matches(scope.sourceRegions, view.sourceRegion) &&
    matches(scope.principals, view.principal) &&
    matches(scope.models, view.baseModel)
  );
}

function matches(patterns: readonly string[] | undefined, found: string | null): boolean {
  if (patterns === undefined) return true;
  return found !== null && patterns.some((pattern) => matchesWildcard(pattern, found));
}
