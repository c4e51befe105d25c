import type { ResolvedPolicy } from '../policy/resolved-policy.ts';
import { everyCall, type RoutedCall } from './every-call.ts';
import { regionDeniesOf } from './extend-region-deny.ts';
import type { LintFinding } from './lint-finding.ts';
import { MODEL_ACTIONS, type ModelAction } from './model-actions.ts';
import type { Scp } from './scp.ts';
import { simulateCall } from './simulate-call.ts';

const ACCOUNT = '111122223333';
const [INVOKE] = MODEL_ACTIONS;

/**
 * Calls that a policy lets begin in their source Region and fails in a destination: whatever denies it,
 * where no Region deny does; and as a stream or batch, where the model may otherwise be called.
 */
export function lintDestinations(scp: Scp, policy: ResolvedPolicy): readonly LintFinding[] {
  const calls = everyCall(policy).filter(({ modelId }) => !modelId.startsWith('arn:'));
  const isLayer = regionDeniesOf(scp).length > 0;
  return MODEL_ACTIONS.filter((action) => action !== INVOKE || !isLayer).flatMap((action) => {
    const half = calls.flatMap((call) => {
      const denied = deniedIn(call, action);
      return denied === null || (action !== INVOKE && deniedIn(call, INVOKE) !== null)
        ? []
        : [{ call, ...denied }];
    });
    return half.slice(0, 1).map(
      ({ call, region, number }): LintFinding => ({
        ...{ rule: 'destination-denied', policy: scp.name, statement: number },
        consequence: `${call.modelId} from ${call.sourceRegion} fails as a whole, because ${action} is denied in ${region}; ${half.length} routes are so`,
        fix: 'one denied destination fails the whole request: let all through, or deny the profile too',
      }),
    );
  });

  /** The destination that is denied though the source Region is not; `global.` is not among them. */
  function deniedIn(call: RoutedCall, action: ModelAction) {
    const asked = { ...call, accountId: ACCOUNT, principal: null, action };
    const simulated = simulateCall(asked, [scp], policy);
    if (simulated.kind === 'hidden') return null;
    const refused = simulated.checks.flatMap(({ authorization, decision }) =>
      decision.kind === 'denied'
        ? [
            {
              region: authorization.context['aws:requestedregion'] ?? '',
              number: decision.by.statement.number,
            },
          ]
        : [],
    );
    const [first] = refused;
    const isWhole = refused.some(
      ({ region }) => region === call.sourceRegion || region === 'unspecified',
    );
    return first === undefined || isWhole ? null : first;
  }
}
