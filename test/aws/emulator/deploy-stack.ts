import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CloudWatchClient, PutCompositeAlarmCommand } from '@aws-sdk/client-cloudwatch';
import { PutObjectLockConfigurationCommand, S3Client } from '@aws-sdk/client-s3';
import { clientOf, type Place } from './client-of.ts';
import { createStack } from './create-stack.ts';
import { ACCOUNT } from './emulator-env.ts';
import { stripTemplate } from './strip-template.ts';
import type { Template } from './template.ts';
import { uploadAssets } from './upload-assets.ts';

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
  await createStack(stackName, template, place);
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
