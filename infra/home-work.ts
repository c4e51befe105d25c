import { Aws } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { NAMESPACE } from '../core/measure/metrics.ts';
import { bucketNameOf, type Place } from '../core/watch/name-of.ts';
import type { Deployment } from './deployment.ts';
import type { Topics } from './topics.ts';

/** What the functions of the home stack work on. */
export type HomeParts = {
  readonly deployment: Deployment;
  readonly evidenceKey: Key;
  readonly topics: Topics;
};

/**
 * What a function of the home stack may do there: read and write folders of the evidence, tell people and
 * machines, and count; the reasons for the wildcards, and the environment that names all of it.
 */
export function homeWork(
  place: Place,
  { deployment, evidenceKey, topics }: HomeParts,
  folders: { readonly read: readonly string[]; readonly write: readonly string[] },
) {
  const bucket = bucketNameOf('evidence', Aws.ACCOUNT_ID, place);
  const bucketArn = `arn:${Aws.PARTITION}:s3:::${bucket}`;
  const objectsOf = (folder: string) => `${bucketArn}/${folder}/v1/*`;
  const read = folders.read.map(objectsOf);
  const written = folders.write.map(objectsOf);
  const allow = (sid: string, actions: string[], resources: string[]) =>
    new PolicyStatement({ sid, actions, resources });
  return {
    statements: [
      allow('ReadEvidence', ['s3:GetObject'], read),
      allow('FindEvidence', ['s3:ListBucket'], [bucketArn]),
      allow('WriteEvidence', ['s3:PutObject', 's3:PutObjectRetention'], written),
      allow('ReadAndEncryptEvidence', ['kms:Decrypt', 'kms:GenerateDataKey'], [evidenceKey.keyArn]),
      allow('TellPeople', ['sns:Publish'], [topics.findings.topicArn, topics.alarms.topicArn]),
      allow('EncryptMessages', ['kms:Decrypt', 'kms:GenerateDataKey'], [topics.key.keyArn]),
      new PolicyStatement({
        sid: 'Count',
        actions: ['cloudwatch:PutMetricData'],
        resources: ['*'],
        conditions: { StringEquals: { 'cloudwatch:namespace': NAMESPACE } },
      }),
    ],
    wildcards: Object.fromEntries(
      [...read, ...written].map((resource) => [
        resource,
        'Objects are named by hashes and hours: no narrower name is known beforehand.',
      ]),
    ),
    environment: {
      HOME_REGION: place.region,
      EVIDENCE_BUCKET: bucket,
      EVIDENCE_LOCK_MODE: deployment.lockMode,
      EVIDENCE_LOCK_DAYS: String(deployment.retentionDays),
      FINDINGS_TOPIC_ARN: topics.findings.topicArn,
      ALARMS_TOPIC_ARN: topics.alarms.topicArn,
    },
  };
}
