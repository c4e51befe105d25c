import type { Answer } from './answer.ts';
import { type Check, GRANT, notLooked, ok, wrong } from './check.ts';

export type SeenSubscription = {
  readonly protocol: string;
  readonly endpoint: string;
  readonly confirmed: boolean;
};

const NAME = 'subscriptions';

/** Whether somebody hears of findings: a subscription that nobody confirmed reaches nobody. */
export function checkSubscriptions(
  subscriptions: Answer<readonly SeenSubscription[]>,
  topic: string,
): Check {
  if (subscriptions.kind === 'none') return notLooked(NAME, subscriptions.problem, GRANT);
  const pending = subscriptions.value.filter(({ confirmed }) => !confirmed);
  const heard = subscriptions.value.length - pending.length;
  if (subscriptions.value.length === 0) {
    return wrong(NAME, `${topic} has none: nobody is told`, 'deploy with -c mailAddresses=...');
  }
  if (pending.length > 0) {
    const who = pending.map(({ protocol, endpoint }) => `${protocol} ${endpoint}`).join(', ');
    return wrong(
      NAME,
      `not confirmed: ${who}; ${heard === 0 ? 'nobody is told' : `${heard} confirmed`}`,
      'follow the link in the mail that AWS sent; where it is older than two days, subscribe again',
    );
  }
  return ok(NAME, `${heard} confirmed on ${topic}`);
}
