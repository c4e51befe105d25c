import type { Scope } from '../policy/resolved-policy.ts';

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
  return found !== null && patterns.some((pattern) => matchesPattern(pattern, found));
}

/** `*` stands for any text, also none. Linear in the length of both. */
function matchesPattern(pattern: string, text: string): boolean {
  const [head = '', ...rest] = pattern.split('*');
  const tail = rest.pop();
  if (tail === undefined) return pattern === text;
  if (!text.startsWith(head) || text.length < head.length + tail.length || !text.endsWith(tail)) {
    return false;
  }
  let from = head.length;
  const end = text.length - tail.length;
  for (const part of rest) {
    const at = text.indexOf(part, from);
    if (at === -1 || at + part.length > end) return false;
    from = at + part.length;
  }
  return true;
}
