import type { ResolvedPolicy } from '../policy/resolved-policy.ts';
import { evaluateScps } from '../prevent/evaluate-scps.ts';
import type { Authorization, Scp } from '../prevent/scp.ts';
import { type ModelStart, modelStarts, type Starter } from './model-starts.ts';
import type { PoliciesOver } from './policies-over.ts';
import { exampleOf, sparedRoles } from './principals.ts';

/** What service control policies say: `allowed` and `denied` are certain. */
export type Permission =
  /** One thing that they let through: "bedrock:InvokeModel of amazon.nova-pro-v1:0". */
  | { readonly kind: 'allowed'; readonly example: string }
  /** By which policy, in words. */
  | { readonly kind: 'denied'; readonly by: string }
  /** What of them cannot be evaluated. */
  | { readonly kind: 'unknown'; readonly because: string };

/** Role names that no policy is expected to exempt. */
const OF_NOBODY = 'role/of-nobody';

/**
 * Whether any inference can start in an account and Region: `allowed` where one call of one role is surely
 * let through, `denied` where every call there is would surely be refused to everybody but the roles of a
 * landing zone.
 */
export function canCall(
  accountId: string,
  region: string,
  over: PoliciesOver,
  policy: ResolvedPolicy,
): Permission {
  const partition = policy.regions[region]?.partition ?? 'aws';
  const nobody = `arn:${partition}:iam::${accountId}:${OF_NOBODY}`;
  const by = (principal: string): Starter => ({ accountId, region, principal });
  const passing = (principal: string, scps: readonly Scp[]) =>
    find(modelStarts(by(principal), policy, over.models), ({ authorizations }) =>
      authorizations.every((asked) => evaluateScps(scps, asked).kind === 'allowed'),
    );
  const surely = passing(nobody, over.least);
  if (surely !== null) return { kind: 'allowed', example: surely.what };
  const perhaps = passing(nobody, over.luckiest);
  if (perhaps === null) {
    const [first] = modelStarts(by(nobody), policy, over.models);
    return { kind: 'denied', by: denierOf(first?.authorizations ?? [], over.luckiest) };
  }
  for (const pattern of over.principals) {
    const example = exampleOf(pattern, accountId);
    const its = example === null ? null : passing(example, over.least);
    if (its !== null) return { kind: 'allowed', example: `${its.what} by ${pattern}` };
  }
  return { kind: 'unknown', because: doubtAbout(perhaps.authorizations, over) };
}

/** Whether a role can put messages into a queue. */
export function canSend(
  queueArn: string,
  { accountId, region, principal }: Starter,
  over: PoliciesOver,
): Permission {
  const context = {
    'aws:requestedregion': region,
    'aws:principalaccount': accountId,
    'aws:principalarn': principal,
  };
  const asked = { action: 'sqs:SendMessage', resource: queueArn, context };
  if (evaluateScps(over.least, asked).kind === 'allowed') {
    return { kind: 'allowed', example: 'sqs:SendMessage' };
  }
  return evaluateScps(over.most, asked).kind === 'allowed'
    ? { kind: 'unknown', because: doubtAbout([asked], over) }
    : { kind: 'denied', by: denierOf([asked], over.most) };
}

function find(
  starts: Iterable<ModelStart>,
  matches: (start: ModelStart) => boolean,
): ModelStart | null {
  for (const start of starts) if (matches(start)) return start;
  return null;
}

/** "region-deny, statement DenyOutsideRegions, which spares arn:aws:iam::*:role/AWSControlTowerExecution" */
function denierOf(asked: readonly Authorization[], scps: readonly Scp[]): string {
  for (const each of asked) {
    const decision = evaluateScps(scps, each);
    if (decision.kind === 'not-allowed') return `${decision.policy}, which does not allow it`;
    if (decision.kind === 'allowed') continue;
    const { policy, statement } = decision.by;
    const spared = sparedRoles(statement);
    const but = spared.length === 0 ? '' : `, which spares ${spared.join(', ')}`;
    return `${policy}, statement ${statement.sid ?? statement.number}${but}`;
  }
  throw new RangeError('nothing denies what is denied');
}

/** Why nobody can say whether something is allowed: the first statement that may forbid it. */
function doubtAbout(asked: readonly Authorization[], { least, doubts }: PoliciesOver): string {
  for (const each of asked) {
    const decision = evaluateScps(least, each);
    if (decision.kind === 'allowed') continue;
    if (decision.kind === 'not-allowed') {
      const [why = 'it names principals that nobody can guess'] = doubts.values();
      return `${decision.policy}: ${why}`;
    }
    const { policy, statement } = decision.by;
    return `${policy}: ${doubts.get(statement) ?? `its statement ${statement.sid ?? statement.number} spares principals that nobody can guess`}`;
  }
  throw new RangeError('nothing is in doubt');
}
