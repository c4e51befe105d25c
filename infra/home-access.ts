import { Aws } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { bucketNameOf, nameOf, type Place } from '../core/watch/name-of.ts';
import type { Deployment } from './deployment.ts';

/**
 * What a function in a source Region is given of the home Region: statements, the reasons for their
 * wildcards, and the environment that names things there. Keys are reached by their alias alone.
 */
export function homeAccess({ prefix, homeRegion, lockMode, retentionDays }: Deployment) {
  const home: Place = { prefix, region: homeRegion };
  const bucket = bucketNameOf('evidence', Aws.ACCOUNT_ID, home);
  const bucketArn = `arn:${Aws.PARTITION}:s3:::${bucket}`;
  const topicArn = (part: 'findingsTopic' | 'alarmsTopic') =>
    `arn:${Aws.PARTITION}:sns:${homeRegion}:${Aws.ACCOUNT_ID}:${nameOf(part, home)}`;
  const topics = {
    FINDINGS_TOPIC_ARN: topicArn('findingsTopic'),
    ALARMS_TOPIC_ARN: topicArn('alarmsTopic'),
  };
  const anyKey = `arn:${Aws.PARTITION}:kms:${homeRegion}:${Aws.ACCOUNT_ID}:key/*`;
  const objectsOf = (folder: string) => `${bucketArn}/${folder}/v1/*`;
  const useKey = (sid: string, alias: string, service: string, actions: string[]) =>
    new PolicyStatement({
      sid,
      actions,
      resources: [anyKey],
      conditions: {
        'ForAnyValue:StringEquals': { 'kms:ResourceAliases': alias },
        StringEquals: { 'kms:ViaService': `${service}.${homeRegion}.amazonaws.com` },
      },
    });
  return {
    /** Writes objects into folders of the evidence bucket. */
    write: (sid: string, folders: readonly string[]): readonly PolicyStatement[] => [
      new PolicyStatement({
        sid,
        actions: ['s3:PutObject', 's3:PutObjectRetention'],
        resources: folders.map(objectsOf),
      }),
      useKey('EncryptEvidence', nameOf('evidenceKey', home), 's3', ['kms:GenerateDataKey']),
    ],
    /** Tells people, and sees what they were told. */
    tell: (): readonly PolicyStatement[] => [
      new PolicyStatement({
        sid: 'LookForWhatWasTold',
        actions: ['s3:ListBucket'],
        resources: [bucketArn],
        conditions: { StringLike: { 's3:prefix': 'told/v1/*' } },
      }),
      new PolicyStatement({
        sid: 'TellPeople',
        actions: ['sns:Publish'],
        resources: Object.values(topics),
      }),
      useKey('EncryptMessages', nameOf('topicsKey', home), 'sns', [
        'kms:GenerateDataKey',
        'kms:Decrypt',
      ]),
    ],
    wildcards: (folders: readonly string[]): Readonly<Record<string, string>> => ({
      ...Object.fromEntries(
        folders.map((folder) => [
          objectsOf(folder),
          'Objects are named by the hash of what they hold: no narrower name is known beforehand.',
        ]),
      ),
      [anyKey]: 'The keys lie in another stack; the condition holds them by their alias.',
    }),
    environment: {
      HOME_REGION: homeRegion,
      EVIDENCE_BUCKET: bucket,
      EVIDENCE_LOCK_MODE: lockMode,
      EVIDENCE_LOCK_DAYS: String(retentionDays),
      ...topics,
    },
  };
}
