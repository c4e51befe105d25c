import { expandVariables } from './expand-variables.ts';
import { matchesArn } from './matches-arn.ts';
import { matchesCondition } from './matches-condition.ts';
import { matchesGlob } from './matches-glob.ts';
import type { Authorization, Names, Scp, Statement } from './scp.ts';

/** The statement that decided, and the policy that holds it. */
type DecidedBy = { readonly policy: string; readonly statement: Statement };

export type ScpDecision =
  /** By the statement of a policy that has Allow statements; null where no Deny holds it. */
  | { readonly kind: 'allowed'; readonly by: DecidedBy | null }
  | { readonly kind: 'denied'; readonly by: DecidedBy }
  /** A policy that allows things does not allow this one. */
  | { readonly kind: 'not-allowed'; readonly policy: string };

/**
 * Decides one authorization by service control policies: any Deny denies; and a policy that has Allow
 * statements must allow it. One of Deny statements alone stands beside FullAWSAccess, as AWS attaches it.
 */
export function evaluateScps(scps: readonly Scp[], asked: Authorization): ScpDecision {
  for (const { name, statements } of scps) {
    const statement = statements.find(
      (each) => each.effect === 'Deny' && matchesStatement(each, asked),
    );
    if (statement !== undefined) return { kind: 'denied', by: { policy: name, statement } };
  }
  let by: DecidedBy | null = null;
  for (const { name, statements } of scps) {
    const allowing = statements.filter(({ effect }) => effect === 'Allow');
    const statement = allowing.find((each) => matchesStatement(each, asked));
    if (statement !== undefined) by = { policy: name, statement };
    else if (allowing.length > 0) return { kind: 'not-allowed', policy: name };
  }
  return { kind: 'allowed', by };
}

export function matchesStatement(statement: Statement, asked: Authorization): boolean {
  const { actions, resources, conditions } = statement;
  return (
    matchesNames(actions, (pattern) =>
      matchesGlob(pattern.toLowerCase(), asked.action.toLowerCase()),
    ) &&
    matchesNames(resources, (pattern) => {
      const expanded = expandVariables(pattern, asked.context);
      return expanded !== null && matchesArn(expanded, asked.resource);
    }) &&
    conditions.every((condition) => matchesCondition(condition, asked.context))
  );
}

function matchesNames({ kind, patterns }: Names, matches: (pattern: string) => boolean): boolean {
  return patterns.some(matches) === (kind === 'among');
}
