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

const NAME = 'scps';
/** What a policy must look at to hold a call in a geography. */
const HOLDS = /aws:RequestedRegion|bedrock:InferenceProfileArn/i;

/** Whether any service control policy could keep calls inside. */
export function checkScps(scps: Answer<readonly SeenScp[]>): Check {
  if (scps.kind === 'none') {
    return notLooked(
      NAME,
      scps.problem,
      'only the management account, or one that it delegated to, may look: run it there',
    );
  }
  const holding = scps.value.filter(({ content }) => HOLDS.test(content));
  if (holding.length === 0) {
    const names = scps.value.map(({ name }) => name).join(', ') || 'none';
    return wrong(
      NAME,
      `nothing prevents a call from leaving a fence: attached are ${names}`,
      'print a guard with geofence scp, simulate it, and attach it',
    );
  }
  const names = holding.map(({ name, target }) => `${name} on ${target}`).join(', ');
  return ok(NAME, `attached: ${names}`);
}
