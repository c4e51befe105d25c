import { liesInside } from '../judge/lies-inside.ts';
import type { ResolvedFence, ResolvedPolicy } from '../policy/resolved-policy.ts';
import { evaluateScps } from './evaluate-scps.ts';
import { GUARDED_ACTIONS } from './guard-statement.ts';
import { MODEL_ACTIONS } from './model-actions.ts';
import type { Faults } from './prove-scp.ts';
import type { Authorization, Scp } from './scp.ts';
import { serviceAuthorizations } from './service-statements.ts';

const ACCOUNT = '111122223333';

/**
 * Simulates what a guard holds beside the models: each of those actions in every Region, and every profile
 * of Data Automation from each of its source Regions. Exactly what lies inside the fence must pass.
 */
export function proveGuard(
  guard: readonly Scp[],
  fence: ResolvedFence,
  policy: ResolvedPolicy,
): Faults {
  const models: readonly string[] = MODEL_ACTIONS;
  const isInside = (region: string) => liesInside(region, fence, policy);
  const alone = GUARDED_ACTIONS.filter((action) => !models.includes(action)).flatMap((action) =>
    Object.entries(policy.regions).map(([region, { partition }]) => ({
      name: `${action} in ${region}`,
      stays: isInside(region),
      asked: [askedIn(action, region, partition)],
    })),
  );
  const routed = Object.entries(policy.dataAutomationProfiles).flatMap(([id, routes]) =>
    Object.entries(routes).map(([sourceRegion, destinations]) => ({
      name: `${id} from ${sourceRegion}`,
      stays: [sourceRegion, ...destinations].every(isInside),
      asked: serviceAuthorizations(
        { kind: 'data-automation', id, sourceRegion, destinations },
        ACCOUNT,
        policy,
      ),
    })),
  );
  const tried = [...alone, ...routed];
  const faults = tried.flatMap(({ name, stays, asked }) => {
    const passes = asked.every((each) => evaluateScps(guard, each).kind === 'allowed');
    if (passes === stays) return [];
    return [
      stays ? `${name} stays inside, and is denied` : `${name} leaves the fence, and would pass`,
    ];
  });
  return { simulated: tried.length, faults };
}

function askedIn(action: string, region: string, partition: string): Authorization {
  const [service = ''] = action.split(':');
  return {
    action,
    resource: `arn:${partition}:${service}:${region}:${ACCOUNT}:any`,
    context: { 'aws:requestedregion': region, 'aws:principalaccount': ACCOUNT },
  };
}
