import { GetQueueAttributesCommand, GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs';
import { CLIENT_OPTIONS } from './client-options.ts';

/** The policy of a queue as JSON; null where there is no such queue. Needs `sqs:GetQueueUrl` and `sqs:GetQueueAttributes`. */
export async function lookAtQueuePolicy(name: string, region: string): Promise<unknown> {
  const client = new SQSClient({ ...CLIENT_OPTIONS, region });
  try {
    const { QueueUrl } = await client.send(new GetQueueUrlCommand({ QueueName: name }));
    const { Attributes } = await client.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['Policy'] }),
    );
    return JSON.parse(Attributes?.Policy ?? '{}');
  } catch (error) {
    if (error instanceof Error && /NonExistentQueue|QueueDoesNotExist/.test(error.name))
      return null;
    throw error;
  }
}
