import { SetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { clientOf } from './emulator/client-of.ts';
import { ACCOUNT } from './emulator/emulator-env.ts';
import { HOME } from './watcher.ts';

const CALLS = 'bedrock-geofence-calls';

/**
 * Sets after how many seconds the queue of the home Region brings a message back that was not
 * acknowledged, and how often. A time that a batch can outlast brings back what is still at work; a
 * thousand times means that what is never acknowledged stays, and the queue is never empty.
 */
export async function bringBack(
  endpoint: string,
  seconds: number,
  maxReceiveCount = 1000,
): Promise<void> {
  const deadLetterTargetArn = `arn:aws:sqs:${HOME}:${ACCOUNT}:${CALLS}-dead-letters`;
  await new SQSClient(clientOf({ endpoint, region: HOME })).send(
    new SetQueueAttributesCommand({
      QueueUrl: `${endpoint}/${ACCOUNT}/${CALLS}`,
      Attributes: {
        VisibilityTimeout: String(seconds),
        RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount }),
      },
    }),
  );
}
