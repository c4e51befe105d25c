import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import type { Message } from '../core/tell/message.ts';
import { CLIENT_OPTIONS } from './client-options.ts';

/** Publishes messages for people. Needs `sns:Publish`, and `kms:GenerateDataKey` and `kms:Decrypt` on the topic's key. */
export function createFindingsTopic(topicArn: string, region: string) {
  const client = new SNSClient({ ...CLIENT_OPTIONS, region });
  return async ({ subject, body, attributes }: Message): Promise<void> => {
    await client.send(
      new PublishCommand({
        TopicArn: topicArn,
        Subject: subject,
        Message: body,
        MessageAttributes: Object.fromEntries(
          Object.entries(attributes).map(([name, value]) => [
            name,
            { DataType: 'String', StringValue: value },
          ]),
        ),
      }),
    );
  };
}
