import type { ResolvedPolicy } from '../policy/resolved-policy.ts';
import { type AskedCall, authorizationsOf } from './authorizations-of.ts';
import { evaluateIdentity } from './evaluate-identity.ts';
import { evaluateScps, type ScpDecision } from './evaluate-scps.ts';
import type { Authorization, Scp } from './scp.ts';

export type SimulatedCall =
  /** Every authorization, and what decided it. One that is not allowed fails the whole call. */
  | {
      readonly kind: 'allowed' | 'denied';
      readonly checks: readonly {
        readonly authorization: Authorization;
        readonly decision: ScpDecision;
      }[];
    }
  | { readonly kind: 'hidden'; readonly because: string };

/** What service control policies, and those of a role where they are given, would do to one call. */
export function simulateCall(
  call: AskedCall,
  scps: readonly Scp[],
  policy: ResolvedPolicy,
  identity: readonly Scp[] = [],
): SimulatedCall {
  const authorizations = authorizationsOf(call, policy);
  if (authorizations.kind === 'hidden') return authorizations;
  const checks = authorizations.list.map((authorization) => ({
    authorization,
    decision: decide(authorization),
  }));
  const allowed = checks.every(({ decision }) => decision.kind === 'allowed');
  return { kind: allowed ? 'allowed' : 'denied', checks };

  function decide(authorization: Authorization): ScpDecision {
    const decision = evaluateScps(scps, authorization);
    return decision.kind === 'allowed' && identity.length > 0
      ? evaluateIdentity(identity, authorization)
      : decision;
  }
}
