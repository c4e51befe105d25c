import type { ResolvedPolicy } from '../policy/resolved-policy.ts';
import { type AskedCall, authorizationsOf } from './authorizations-of.ts';
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

/** What service control policies would do to one call. */
export function simulateCall(
  call: AskedCall,
  scps: readonly Scp[],
  policy: ResolvedPolicy,
): SimulatedCall {
  const authorizations = authorizationsOf(call, policy);
  if (authorizations.kind === 'hidden') return authorizations;
  const checks = authorizations.list.map((authorization) => ({
    authorization,
    decision: evaluateScps(scps, authorization),
  }));
  const allowed = checks.every(({ decision }) => decision.kind === 'allowed');
  return { kind: allowed ? 'allowed' : 'denied', checks };
}
