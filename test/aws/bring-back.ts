import { SetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { clientOf, type Place } from './emulator/client-of.ts';
import { ACCOUNT } from './emulator/emulator-env.ts';

const CALLS = 'bedrock-geofence-calls';

/**
 * Sets after how many seconds a queue brings a message back that was not acknowledged, and how often. A
 * time that a batch can outlast brings back what is still at work; a thousand times means that what is
 * never acknowledged stays, and that the queue is never empty.
 */
export async function bringBack(
  place: Place,
  seconds: number,
  maxReceiveCount = 1000,
): Promise<void> {
  const deadLetterTargetArn = `arn:aws:sqs:${place.region}:${ACCOUNT}:${CALLS}-dead-letters`;
  await new SQSClient(clientOf(place)).send(
    new SetQueueAttributesCommand({
      QueueUrl: `${place.endpoint}/${ACCOUNT}/${CALLS}`,
      Attributes: {
        VisibilityTimeout: String(seconds),
        RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount }),
      },
    }),
  );
}
