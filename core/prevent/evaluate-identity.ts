import { matchesStatement, type ScpDecision } from './evaluate-scps.ts';
import type { Authorization, Scp } from './scp.ts';

/** Decides one authorization by the policies of a role: any Deny denies, and one Allow must allow it. */
export function evaluateIdentity(policies: readonly Scp[], asked: Authorization): ScpDecision {
  const found = (effect: 'Allow' | 'Deny') => {
    for (const { name, statements } of policies) {
      const statement = statements.find(
        (each) => each.effect === effect && matchesStatement(each, asked),
      );
      if (statement !== undefined) return { policy: name, statement };
    }
    return null;
  };
  const denied = found('Deny');
  if (denied !== null) return { kind: 'denied', by: denied };
  const by = found('Allow');
  return by === null
    ? { kind: 'not-allowed', policy: policies.map(({ name }) => name).join(', ') }
    : { kind: 'allowed', by };
}
