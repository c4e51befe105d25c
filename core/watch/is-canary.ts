import type { JudgedCall } from '../judge/judged.ts';
import { matchesWildcard } from '../judge/matches-wildcard.ts';
import type { ResolvedPolicy } from '../policy/resolved-policy.ts';

/** Whether a call is the canary's, refused as it should be. One that may have run is judged like any other. */
export function isCanary(call: JudgedCall, { canaryRole }: ResolvedPolicy): boolean {
  return (
    call.verdict === 'not-served' &&
    call.principal !== null &&
    matchesWildcard(canaryRole, call.principal)
  );
}
