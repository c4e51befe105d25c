import { setTimeout as sleep } from 'node:timers/promises';
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { clientOf, type Place } from './client-of.ts';
import { ACCOUNT } from './emulator-env.ts';
import type { Template } from './template.ts';

const PATIENCE_MS = 240_000;

/** Creates a stack of what the emulator can take, and waits until it stands. */
export async function createStack(
  stackName: string,
  template: Template,
  place: Place,
  parameters: Readonly<Record<string, string>> = {},
): Promise<void> {
  const client = new CloudFormationClient(clientOf(place));
  await client.send(
    new CreateStackCommand({
      StackName: stackName,
      TemplateURL: await uploadTemplate(stackName, template, place),
      Capabilities: ['CAPABILITY_NAMED_IAM'],
      Parameters: Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({
        ParameterKey,
        ParameterValue,
      })),
    }),
  );
  await waitFor(client, stackName);
}

/** As `cdk deploy` does: a template that goes with the request may hold 51,200 bytes only. */
async function uploadTemplate(name: string, template: Template, place: Place): Promise<string> {
  const s3 = new S3Client({ ...clientOf(place), forcePathStyle: true });
  const at = {
    Bucket: `templates-${place.account ?? ACCOUNT}-${place.region}`,
    Key: `${name}.json`,
  };
  await s3.send(new CreateBucketCommand({ Bucket: at.Bucket })).catch(() => undefined);
  await s3.send(new PutObjectCommand({ ...at, Body: JSON.stringify(template) }));
  return `${place.endpoint}/${at.Bucket}/${at.Key}`;
}

async function waitFor(client: CloudFormationClient, StackName: string): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (Date.now() < deadline) {
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName }));
    const status = Stacks[0]?.StackStatus;
    if (status === 'CREATE_COMPLETE') return;
    if (status !== 'CREATE_IN_PROGRESS') throw new Error(await reasonOf(client, StackName));
    await sleep(100);
  }
  throw new Error(`${StackName} was not created in ${PATIENCE_MS / 1000} s`);
}

async function reasonOf(client: CloudFormationClient, StackName: string): Promise<string> {
  const { StackEvents = [] } = await client.send(new DescribeStackEventsCommand({ StackName }));
  const failed = StackEvents.filter(({ ResourceStatus }) => ResourceStatus?.endsWith('FAILED'));
  const reasons = failed.map(
    ({ LogicalResourceId, ResourceType, ResourceStatusReason }) =>
      `${ResourceType} ${LogicalResourceId}: ${ResourceStatusReason}`,
  );
  return `${StackName} was not created:\n${reasons.join('\n')}`;
}
