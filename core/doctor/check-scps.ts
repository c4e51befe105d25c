import type { ResolvedPolicy } from '../policy/resolved-policy.ts';
import { checkAll } from '../prevent/check-model.ts';
import { describeDenial } from '../prevent/replay-calls.ts';
import type { Scp } from '../prevent/scp.ts';
import { readScpBounds } from '../prevent/scp-bounds.ts';
import { simulateCall } from '../prevent/simulate-call.ts';
import type { Answer } from './answer.ts';
import { type Check, notLooked, ok, wrong } from './check.ts';

/** A service control policy over the account. */
export type SeenScp = {
  readonly name: string;
  /** The account, unit or root that it is attached to. */
  readonly target: string;
  /** Its text, JSON. */
  readonly content: string;
};

/** Whose calls are simulated, and where they are made. */
type Caller = { readonly accountId: string; readonly region: string };

const NAME = 'scps';
const SHOWN = 3;

/**
 * Whether the service control policies over the account let through what stays inside a fence, and stop
 * what leaves it: simulated for every profile that can be called from one Region, by a role that no
 * policy exempts.
 */
export function checkScps(
  seen: Answer<readonly SeenScp[]>,
  caller: Caller,
  policy: ResolvedPolicy,
): Check {
  if (seen.kind === 'none') {
    const fix = 'only the management account, or one that it delegated to, may look: run it there';
    return notLooked(NAME, seen.problem, fix);
  }
  const { least, most, doubts } = readLevels(seen.value);
  const names = [...new Set(seen.value.map(({ name }) => name))].join(', ') || 'none';
  const { stopped, passing, unclear, stays, leaves } = simulateAll(least, most, caller, policy);
  const [denial] = stopped;
  if (denial !== undefined) {
    const fix = 'extend the Region deny with the exception for profiles: geofence scp --base <it>';
    return wrong(
      NAME,
      `${stopped.length} of ${stays} profiles that stay inside are denied: ${denial}`,
      fix,
    );
  }
  if (passing.length > 0) {
    const some = passing.slice(0, SHOWN).join(', ');
    const found = `${passing.length} of ${leaves} profiles that may leave pass, such as ${some}; attached are ${names}`;
    return wrong(NAME, found, 'print a guard with geofence scp, simulate it, and attach it');
  }
  if (unclear > 0) {
    const found = `of ${unclear} profiles nobody can say whether they pass: ${doubts.join('; ')}`;
    return notLooked(NAME, found, 'look at this policy yourself');
  }
  return ok(
    NAME,
    `${names}: ${stays} profiles that stay inside pass, ${leaves} that may leave do not`,
  );
}

/**
 * One policy for each account, unit and root, as it is at the least and at the most: what any of its
 * policies allows is allowed there.
 */
function readLevels(seen: readonly SeenScp[]) {
  const bounds = seen.map(({ name, target, content }) => ({
    ...readScpBounds(content, name),
    ...{ name, target },
  }));
  const targets = [...new Set(seen.map(({ target }) => target))];
  const levels = (bound: 'least' | 'most'): readonly Scp[] =>
    targets.map((target) => {
      const its = bounds.filter((each) => each.target === target);
      return {
        name: its.map(({ name }) => name).join(' and '),
        statements: its.flatMap((each) => each[bound].statements),
      };
    });
  const doubts = bounds.flatMap(({ name, doubts }) =>
    [...new Set(doubts.values())].map((why) => `${name}: ${why}`),
  );
  return { least: levels('least'), most: levels('most'), doubts };
}

function simulateAll(
  least: readonly Scp[],
  most: readonly Scp[],
  { accountId, region }: Caller,
  policy: ResolvedPolicy,
) {
  const principal = `arn:aws:iam::${accountId}:role/of-nobody`;
  const ask = { sourceRegion: region, accountId, principal, action: 'bedrock:InvokeModel' };
  const routes = policy.fences
    .flatMap((fence) => checkAll(fence, policy))
    .filter(({ sourceRegion, model }) => sourceRegion === region && !model.startsWith('arn:'));
  const stays = new Set(
    routes.filter(({ outcome }) => outcome === 'stays').map(({ model }) => model),
  );
  const leaves = new Set(routes.map(({ model }) => model).filter((model) => !stays.has(model)));
  const simulate = (modelId: string, levels: readonly Scp[]) =>
    simulateCall({ ...ask, modelId }, levels, policy);
  const isAllowed = (modelId: string, levels: readonly Scp[]) =>
    simulate(modelId, levels).kind === 'allowed';
  const all = [...stays, ...leaves];
  return {
    stopped: [...stays].flatMap((model) => describeDenial(simulate(model, most)) ?? []),
    passing: [...leaves].filter((model) => isAllowed(model, least)),
    unclear: all.filter((model) => isAllowed(model, least) !== isAllowed(model, most)).length,
    stays: stays.size,
    leaves: leaves.size,
  };
}
