import type { ResolvedPolicy } from '../policy/resolved-policy.ts';
import { everyCall } from './every-call.ts';
import type { LintFinding } from './lint-finding.ts';
import type { Scp } from './scp.ts';
import { simulateCall } from './simulate-call.ts';

const ASKED = { accountId: '111122223333', principal: null, action: 'bedrock:InvokeModel' };

/** A profile that policies of a role allow, without its model in every destination. */
export function lintIdentity(
  policies: readonly Scp[],
  policy: ResolvedPolicy,
): readonly LintFinding[] {
  const half = everyCall(policy).flatMap((call) => {
    const simulated = simulateCall({ ...call, ...ASKED }, [], policy, policies);
    if (simulated.kind !== 'denied') return [];
    const [profile] = simulated.checks;
    const refused = simulated.checks.filter(({ decision }) => decision.kind !== 'allowed');
    const by = profile?.decision.kind === 'allowed' ? profile.decision.by : null;
    return by === null ? [] : [{ call, by, refused }];
  });
  return half.slice(0, 1).map(({ call, by, refused }): LintFinding => {
    const places = refused.map(({ authorization }) => authorization.resource);
    return {
      ...{ rule: 'destination-denied', policy: by.policy, statement: by.statement.number },
      consequence: `${call.modelId} from ${call.sourceRegion} fails as a whole: nothing allows ${places[0]}; ${half.length} routes are so`,
      fix: 'geofence iam writes the model of every destination',
    };
  });
}
