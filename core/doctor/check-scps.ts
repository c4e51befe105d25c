import { renderProblems } from '../policy/render-problems.ts';
import type { ResolvedPolicy } from '../policy/resolved-policy.ts';
import { checkAll } from '../prevent/check-model.ts';
import { parseScp } from '../prevent/parse-scp.ts';
import { describeDenial } from '../prevent/replay-calls.ts';
import type { Scp } from '../prevent/scp.ts';
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
  const levels = readLevels(seen.value);
  if (typeof levels === 'string') return notLooked(NAME, levels, 'look at this policy yourself');
  const names = [...new Set(seen.value.map(({ name }) => name))].join(', ') || 'none';
  const { stopped, passing, stays, leaves } = simulateAll(levels, caller, policy);
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
  return ok(
    NAME,
    `${names}: ${stays} profiles that stay inside pass, ${leaves} that may leave do not`,
  );
}

/** One policy for each account, unit and root: what any of its policies allows is allowed there. */
function readLevels(seen: readonly SeenScp[]): readonly Scp[] | string {
  const levels = new Map<string, Scp>();
  for (const { name, target, content } of seen) {
    const parsed = parseScp(content, name);
    if (parsed.kind === 'problems') {
      return `it cannot be simulated: ${renderProblems(parsed.problems.slice(0, 1), name).replaceAll(/\s+/g, ' ')}`;
    }
    const statements = [...(levels.get(target)?.statements ?? []), ...parsed.scp.statements];
    const earlier = levels.get(target)?.name;
    levels.set(target, {
      name: earlier === undefined ? name : `${earlier} and ${name}`,
      statements,
    });
  }
  return [...levels.values()];
}

function simulateAll(
  levels: readonly Scp[],
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
  const simulate = (modelId: string) => simulateCall({ ...ask, modelId }, levels, policy);
  return {
    stopped: [...stays].flatMap((model) => describeDenial(simulate(model)) ?? []),
    passing: [...leaves].filter((model) => simulate(model).kind === 'allowed'),
    stays: stays.size,
    leaves: leaves.size,
  };
}
