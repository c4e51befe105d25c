import {
  GetFunctionConfigurationCommand,
  InvokeCommand,
  LambdaClient,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startAnswers } from '../cli/aws-answers.ts';
import { clientOf } from './emulator/client-of.ts';
import { findPython } from './emulator/find-python.ts';
import { hourLasts } from './hour-lasts.ts';
import { deployWatcher, HOME, type Watcher } from './watcher.ts';
import { eventually, lookAt } from './world.ts';

const python = await findPython();
if (python.kind === 'missing') console.log(`skipped: ${python.reason}`);
const FunctionName = 'bedrock-geofence-drift';

describe.skipIf(python.kind === 'missing')('the deployed drift watch', () => {
  let watcher: Watcher;
  let answers: Awaited<ReturnType<typeof startAnswers>>;
  let regions = ['eu-central-1', 'eu-west-2'];
  const summary = () => ({
    inferenceProfileId: 'eu.amazon.nova-pro-v1:0',
    inferenceProfileArn: `arn:aws:bedrock:${HOME}:111122223333:inference-profile/eu.amazon.nova-pro-v1:0`,
    inferenceProfileName: 'EU Nova Pro',
    status: 'ACTIVE',
    type: 'SYSTEM_DEFINED',
    models: regions.map((region) => ({
      modelArn: `arn:aws:bedrock:${region}::foundation-model/amazon.nova-pro-v1:0`,
    })),
  });

  beforeAll(async () => {
    watcher = await deployWatcher();
    console.log(
      'ListInferenceProfiles is answered from a recording: the emulator answers in another shape than AWS',
    );
    answers = await startAnswers(() => ({ body: { inferenceProfileSummaries: [summary()] } }));
  });
  afterAll(async () => {
    await answers?.stop();
    await watcher?.stop();
  });

  async function run() {
    const lambda = new LambdaClient(
      clientOf({ endpoint: watcher.emulator.endpoint, region: HOME }),
    );
    const { Environment } = await lambda.send(
      new GetFunctionConfigurationCommand({ FunctionName }),
    );
    const Variables = {
      ...Environment?.Variables,
      AWS_ENDPOINT_URL_BEDROCK: process.env.AWS_ENDPOINT_URL ?? '',
    };
    await lambda.send(
      new UpdateFunctionConfigurationCommand({ FunctionName, Environment: { Variables } }),
    );
    const { FunctionError, Payload } = await lambda.send(new InvokeCommand({ FunctionName }));
    if (FunctionError !== undefined) throw new Error(Buffer.from(Payload ?? []).toString());
  }

  it('tells people once of a route that differs, and keeps that it did, locked', async () => {
    await hourLasts();
    const world = lookAt(watcher.emulator.endpoint);
    const hear = await world.listen('bedrock-geofence-findings');
    await run();
    await run();
    const heard = await eventually(hear, (messages) => messages.length > 0);
    expect(heard).toHaveLength(1);
    expect(heard[0]?.Subject).toBe('[geofence] profiles in Frankfurt: 1 new or other than known');
    expect(heard[0]?.Message).toContain('it may run in Frankfurt, London');
    expect(await world.keys('told/')).toHaveLength(1);

    regions = ['eu-central-1', 'eu-north-1', 'eu-west-1', 'eu-west-3'];
    await run();
    expect(await hear()).toHaveLength(1);
  });
});
