import { setTimeout as sleep } from 'node:timers/promises';
import {
  GetFunctionConfigurationCommand,
  LambdaClient,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { SetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { clientOf } from './emulator/client-of.ts';
import { ACCOUNT } from './emulator/emulator-env.ts';
import { HOME } from './watcher.ts';

/** Makes ingest in the home Region talk to AWS through a proxy; messages come again after some seconds. */
export async function routeThrough(
  proxy: string,
  endpoint: string,
  visibilitySeconds = '1',
): Promise<void> {
  const place = clientOf({ endpoint, region: HOME });
  const FunctionName = 'bedrock-geofence-ingest';
  const lambda = new LambdaClient(place);
  const { Environment } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
  const Variables = { ...Environment?.Variables, AWS_ENDPOINT_URL: proxy };
  await lambda.send(
    new UpdateFunctionConfigurationCommand({ FunctionName, Environment: { Variables } }),
  );
  const queues = new SQSClient(place);
  await queues.send(
    new SetQueueAttributesCommand({
      QueueUrl: `${endpoint}/${ACCOUNT}/bedrock-geofence-calls`,
      Attributes: { VisibilityTimeout: visibilitySeconds },
    }),
  );
  await sleep(100);
}
