import { fieldOf, isJsonObject } from '../judge/json-fields.ts';
import { matchesWildcard } from '../judge/matches-wildcard.ts';
import type { Answer } from './answer.ts';
import { type Check, GRANT, notLooked, ok, wrong } from './check.ts';
import { listOf } from './list-of.ts';
import { organizationOf } from './organization-of.ts';

const NAME = 'queue';

/**
 * Whether the queue's policy lets the rule send, spokes of an organization where there is one, and nobody
 * else forge an event. `null`: no such queue.
 */
export function checkQueue(
  policy: Answer<unknown>,
  queueArn: string,
  ruleArn: string,
  spokeRole: string,
): Check {
  if (policy.kind === 'none') return notLooked(NAME, policy.problem, GRANT);
  if (policy.value === null) return wrong(NAME, `${queueArn} is not there`, 'deploy again');
  const allowing = listOf(fieldOf(policy.value, 'Statement')).filter(
    (statement) => fieldOf(statement, 'Effect') === 'Allow' && lets(statement, 'sqs:SendMessage'),
  );
  const organizations = allowing.flatMap((each) => organizationOf(each, spokeRole) ?? []);
  const open = allowing.filter(
    (statement) => !isForRulesAlone(statement) && organizationOf(statement, spokeRole) === null,
  );
  if (open.length > 0) {
    const sids = open.map((statement) => String(fieldOf(statement, 'Sid') ?? 'without a Sid'));
    return wrong(
      NAME,
      `others than rules may send to it, and forge events: statement ${sids.join(', ')}`,
      'take the statement out, or deploy again',
    );
  }
  if (
    !allowing.some((statement) => sourcesOf(statement).some((arn) => matchesWildcard(arn, ruleArn)))
  ) {
    return wrong(
      NAME,
      'its policy does not let the rule send: every event is lost',
      'deploy again',
    );
  }
  const spokes = organizations.map((id) => `, spokes of ${id}`).join('');
  return ok(NAME, `its policy lets the rule send${spokes}, and nobody else`);
}

function lets(statement: unknown, action: string): boolean {
  const names = listOf(fieldOf(statement, 'Action')).filter((name) => typeof name === 'string');
  return names.some((name) => matchesWildcard(name.toLowerCase(), action.toLowerCase()));
}

function isForRulesAlone(statement: unknown): boolean {
  const principal = fieldOf(statement, 'Principal');
  const services = listOf(fieldOf(principal, 'Service'));
  const onlyRules =
    isJsonObject(principal) &&
    Object.keys(principal).length === 1 &&
    services.length > 0 &&
    services.every((service) => service === 'events.amazonaws.com');
  return onlyRules && sourcesOf(statement).length > 0;
}

/** The rules that a statement is for. */
function sourcesOf(statement: unknown): readonly string[] {
  const condition = fieldOf(statement, 'Condition');
  if (!isJsonObject(condition)) return [];
  return ['ArnLike', 'ArnEquals', 'StringEquals', 'StringLike']
    .map((operator) => fieldOf(condition, operator))
    .flatMap((keys) => listOf(fieldOf(keys, 'aws:SourceArn')))
    .filter((arn) => typeof arn === 'string');
}
