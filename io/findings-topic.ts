import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import type { Message } from '../core/tell/message.ts';
import { snsForm } from '../core/tell/sns-form.ts';
import { CLIENT_OPTIONS } from './client-options.ts';

/**
 * Publishes messages to topics, one after the other, in the form that each subscription wants. Needs
 * `sns:Publish`, and `kms:GenerateDataKey` and `kms:Decrypt` on the topics' key.
 */
export function createFindingsTopic(topicArns: readonly string[], region: string) {
  const client = new SNSClient({ ...CLIENT_OPTIONS, region });
  return async (message: Message): Promise<void> => {
    const form = {
      Subject: message.subject,
      Message: snsForm(message),
      MessageStructure: 'json',
      MessageAttributes: Object.fromEntries(
        Object.entries(message.attributes).map(([name, value]) => [
          name,
          { DataType: 'String', StringValue: value },
        ]),
      ),
    };
    for (const TopicArn of topicArns) await client.send(new PublishCommand({ ...form, TopicArn }));
  };
}
