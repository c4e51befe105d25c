import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { CloudWatchClient, PutCompositeAlarmCommand } from '@aws-sdk/client-cloudwatch';
import {
  CreateBucketCommand,
  PutObjectCommand,
  PutObjectLockConfigurationCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { clientOf, type Place } from './client-of.ts';
import { ACCOUNT } from './emulator-env.ts';
import { stripTemplate } from './strip-template.ts';
import type { Template } from './template.ts';
import { uploadAssets } from './upload-assets.ts';

const PATIENCE_MS = 240_000;

/**
 * Deploys one stack of a cloud assembly into the emulator: its assets, then its template without what
 * the emulator cannot take, then through the API whatever of that it can take there. Gives the notes.
 */
export async function deployStack(
  assembly: string,
  stackName: string,
  place: Place,
  python: string,
): Promise<readonly string[]> {
  await uploadAssets(assembly, stackName, place, python);
  const whole = JSON.parse(readFileSync(join(assembly, `${stackName}.template.json`), 'utf8'));
  const { template, removed, notes } = stripTemplate(whole);
  const client = new CloudFormationClient(clientOf(place));
  await client.send(
    new CreateStackCommand({
      StackName: stackName,
      TemplateURL: await uploadTemplate(stackName, template, place),
      Capabilities: ['CAPABILITY_NAMED_IAM'],
    }),
  );
  await waitFor(client, stackName);
  const cloudWatch = new CloudWatchClient(clientOf(place));
  await lockBuckets(template, place);
  for (const { Type, Properties = {} } of Object.values(removed)) {
    if (Type !== 'AWS::CloudWatch::CompositeAlarm') continue;
    await cloudWatch.send(
      new PutCompositeAlarmCommand({
        AlarmName: String(Properties.AlarmName),
        AlarmRule: String(Properties.AlarmRule),
      }),
    );
  }
  return notes;
}

/** As `cdk deploy` does: a template that goes with the request may hold 51,200 bytes only. */
async function uploadTemplate(name: string, template: Template, place: Place): Promise<string> {
  const s3 = new S3Client({ ...clientOf(place), forcePathStyle: true });
  const at = { Bucket: `templates-${ACCOUNT}-${place.region}`, Key: `${name}.json` };
  await s3.send(new CreateBucketCommand({ Bucket: at.Bucket })).catch(() => undefined);
  await s3.send(new PutObjectCommand({ ...at, Body: JSON.stringify(template) }));
  return `${place.endpoint}/${at.Bucket}/${at.Key}`;
}

/** CloudFormation ignores Object Lock there; the API does not. */
async function lockBuckets({ Resources }: Template, place: Place): Promise<void> {
  const s3 = new S3Client({ ...clientOf(place), forcePathStyle: true });
  for (const { Type, Properties = {} } of Object.values(Resources)) {
    if (Type !== 'AWS::S3::Bucket' || Properties.ObjectLockConfiguration === undefined) continue;
    const Bucket = JSON.stringify(Properties.BucketName)
      .replace(/\{"Ref":"AWS::AccountId"\}/, `"${ACCOUNT}"`)
      .replace(/^\{"Fn::Join":\["",\[|\]\]\}$|[",]/g, '');
    const ObjectLockConfiguration = Properties.ObjectLockConfiguration as object;
    await s3.send(new PutObjectLockConfigurationCommand({ Bucket, ObjectLockConfiguration }));
  }
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
