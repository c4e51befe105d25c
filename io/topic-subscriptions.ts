import { paginateListSubscriptionsByTopic, SNSClient } from '@aws-sdk/client-sns';
import type { SeenSubscription } from '../core/doctor/check-subscriptions.ts';
import { CLIENT_OPTIONS } from './client-options.ts';

/** Who listens to a topic. Needs `sns:ListSubscriptionsByTopic`. */
export async function lookAtSubscriptions(
  topicArn: string,
  region: string,
): Promise<readonly SeenSubscription[]> {
  const client = new SNSClient({ ...CLIENT_OPTIONS, region });
  const seen: SeenSubscription[] = [];
  const pages = paginateListSubscriptionsByTopic({ client }, { TopicArn: topicArn });
  for await (const { Subscriptions = [] } of pages) {
    for (const { Protocol = '', Endpoint = '', SubscriptionArn = '' } of Subscriptions) {
      const confirmed = SubscriptionArn.startsWith('arn:');
      seen.push({ protocol: Protocol, endpoint: Endpoint, confirmed });
    }
  }
  return seen;
}
