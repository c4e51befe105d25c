import { setTimeout as sleep } from 'node:timers/promises';
import {
  GetFunctionConfigurationCommand,
  LambdaClient,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { clientOf } from './emulator/client-of.ts';
import { HOME } from './watcher.ts';

/** Makes ingest in the home Region talk to AWS through a proxy. */
export async function routeThrough(proxy: string, endpoint: string): Promise<void> {
  const FunctionName = 'bedrock-geofence-ingest';
  const lambda = new LambdaClient(clientOf({ endpoint, region: HOME }));
  const { Environment } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
  const Variables = { ...Environment?.Variables, AWS_ENDPOINT_URL: proxy };
  await lambda.send(
    new UpdateFunctionConfigurationCommand({ FunctionName, Environment: { Variables } }),
  );
  await sleep(100);
}
