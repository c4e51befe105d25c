import { baseModelOf } from '../judge/parse-model.ts';
import type { ResolvedFence, ResolvedPolicy } from '../policy/resolved-policy.ts';
import { everyCall, type RoutedCall } from './every-call.ts';
import { MODEL_ACTIONS, type ModelAction } from './model-actions.ts';
import type { Scp } from './scp.ts';
import { simulateCall } from './simulate-call.ts';
import { staysInside } from './trusted-profiles.ts';

/** What a new service control policy should do, and does not: one sentence each. */
export type Faults = { readonly simulated: number; readonly faults: readonly string[] };

/**
 * Simulates every profile from every source Region, and a model by itself in every Region, by every action
 * that runs a model. What is wanted and stays inside the fence must pass, unless the base denies that
 * action where the call is made; whatever else passes must have passed before, by the base.
 */
export function proveScp(
  after: readonly Scp[],
  before: readonly Scp[] | null,
  wanted: (call: RoutedCall) => boolean,
  fence: ResolvedFence,
  policy: ResolvedPolicy,
): Faults {
  const direct = directCalls(policy);
  const calls = [...everyCall(policy), ...direct];
  const faults = MODEL_ACTIONS.flatMap((action) => faultsBy(action));
  return { simulated: calls.length * MODEL_ACTIONS.length, faults };

  function faultsBy(action: ModelAction): readonly string[] {
    const heldBack =
      before === null || action === 'bedrock:InvokeModel'
        ? []
        : direct.filter((call) => !isAllowed(call, action, before));
    const places = heldBack.map(({ sourceRegion }) => sourceRegion);
    return calls.flatMap((call) => faultOf(call, action, places.includes(call.sourceRegion)));
  }

  function faultOf(call: RoutedCall, action: ModelAction, heldBack: boolean): readonly string[] {
    const passes = isAllowed(call, action, after);
    const passed = before !== null && isAllowed(call, action, before);
    const stays = staysInside(call.modelId, call.sourceRegion, fence, policy);
    const name = `${call.modelId} from ${call.sourceRegion}, as ${action},`;
    if (stays && wanted(call) && !passes && !heldBack)
      return [`${name} stays inside, and is still denied`];
    if (passes && !passed && !stays) return [`${name} leaves the fence, and would pass`];
    if (passes && !passed && !wanted(call)) return [`${name} is not wanted, and would pass`];
    if (passed && !passes) return [`${name} passed before, and would be denied`];
    return [];
  }

  function isAllowed(
    { modelId, sourceRegion }: RoutedCall,
    action: ModelAction,
    scps: readonly Scp[],
  ): boolean {
    const call = { modelId, sourceRegion, accountId: accountOf(modelId), principal: null };
    return simulateCall({ ...call, action }, scps, policy).kind === 'allowed';
  }
}

/** Each model by itself, in every Region of its partition. */
function directCalls(policy: ResolvedPolicy): readonly RoutedCall[] {
  const [first] = Object.keys(policy.profiles);
  const model = first === undefined ? null : baseModelOf(first, policy);
  return model === null
    ? []
    : Object.keys(policy.regions).map((sourceRegion) => ({ modelId: model, sourceRegion }));
}

function accountOf(modelId: string): string {
  return modelId.startsWith('arn:') ? (modelId.split(':')[4] ?? '') : '111122223333';
}
