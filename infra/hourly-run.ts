import { Aws, Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { NAMESPACE } from '../core/measure/metrics.ts';
import { bucketNameOf, type Place } from '../core/watch/name-of.ts';
import type { Deployment } from './deployment.ts';
import { Schedule } from './schedule.ts';
import type { Topics } from './topics.ts';
import { WatcherFunction } from './watcher-function.ts';

/** What the hourly run works on; all of it stands in the home stack. */
export type HourlyRunProps = {
  readonly deployment: Deployment;
  readonly code: string;
  readonly evidenceKey: Key;
  readonly sealKey: Key;
  readonly topics: Topics;
};

/** Five minutes after an hour can be closed, so that what CloudTrail delivers late has come. */
const AT_MINUTE_35 = 'cron(35 * * * ? *)';

/** The function that closes, compares and seals each hour. */
export class HourlyRun extends Construct {
  constructor(scope: Construct, id: string, place: Place, props: HourlyRunProps) {
    super(scope, id);
    const { deployment, evidenceKey, sealKey, topics } = props;
    const bucket = bucketNameOf('evidence', Aws.ACCOUNT_ID, place);
    const bucketArn = `arn:${Aws.PARTITION}:s3:::${bucket}`;
    const written = ['seals', 'keys', 'told'].map((folder) => `${bucketArn}/${folder}/v1/*`);
    const seal = new WatcherFunction(this, 'Seal', place, {
      part: 'seal',
      description:
        'Each hour: closes the hour, compares it with AWS/Bedrock, seals what was written',
      deployment,
      code: props.code,
      statements: [
        new PolicyStatement({
          sid: 'ReadEvidence',
          actions: ['s3:GetObject'],
          resources: [`${bucketArn}/*`],
        }),
        new PolicyStatement({
          sid: 'FindEvidence',
          actions: ['s3:ListBucket'],
          resources: [bucketArn],
        }),
        new PolicyStatement({
          sid: 'WriteSeals',
          actions: ['s3:PutObject', 's3:PutObjectRetention'],
          resources: written,
        }),
        new PolicyStatement({
          sid: 'ReadAndEncryptEvidence',
          actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
          resources: [evidenceKey.keyArn],
        }),
        new PolicyStatement({
          sid: 'Sign',
          actions: ['kms:Sign', 'kms:GetPublicKey'],
          resources: [sealKey.keyArn],
        }),
        new PolicyStatement({
          sid: 'TellPeople',
          actions: ['sns:Publish'],
          resources: [topics.findings.topicArn, topics.alarms.topicArn],
        }),
        new PolicyStatement({
          sid: 'EncryptMessages',
          actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
          resources: [topics.key.keyArn],
        }),
        new PolicyStatement({
          sid: 'Count',
          actions: ['cloudwatch:PutMetricData'],
          resources: ['*'],
          conditions: { StringEquals: { 'cloudwatch:namespace': NAMESPACE } },
        }),
        new PolicyStatement({
          sid: 'ReadBedrocksOwnCount',
          actions: ['cloudwatch:ListMetrics', 'cloudwatch:GetMetricData'],
          resources: ['*'],
        }),
      ],
      wildcards: {
        ...Object.fromEntries([
          ...written.map((resource) => [
            resource,
            'Seals are named by their hour, keys and markers by hashes: no narrower name is known.',
          ]),
        ]),
        [`${bucketArn}/*`]: 'Whoever seals everything must read everything.',
        '*': 'PutMetricData, ListMetrics and GetMetricData know no resources; the first is held to one namespace.',
      },
      /** Every line of an hour is read two or three times; a call of the hour takes about 150 bytes. */
      memoryMb: 1769,
      timeout: Duration.minutes(15),
      environment: {
        HOME_REGION: place.region,
        EVIDENCE_BUCKET: bucket,
        EVIDENCE_LOCK_MODE: deployment.lockMode,
        EVIDENCE_LOCK_DAYS: String(deployment.retentionDays),
        FINDINGS_TOPIC_ARN: topics.findings.topicArn,
        ALARMS_TOPIC_ARN: topics.alarms.topicArn,
        SEAL_KEY_ARN: sealKey.keyArn,
      },
    });
    new Schedule(this, 'Schedule', place, 'seal', AT_MINUTE_35, seal);
  }
}
