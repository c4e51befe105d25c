import { Aws, Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { NAMESPACE } from '../core/measure/metrics.ts';
import { bucketNameOf, type Place } from '../core/watch/name-of.ts';
import type { Deployment, TrailAddress } from './deployment.ts';
import { Schedule } from './schedule.ts';
import type { Topics } from './topics.ts';
import { WatcherFunction } from './watcher-function.ts';

/** What the daily run works on; all but the trail stands in the home stack. */
export type DailyRunProps = {
  readonly deployment: Deployment;
  readonly code: string;
  readonly evidenceKey: Key;
  readonly topics: Topics;
};

/** Three hours after the day has ended, so that what CloudTrail delivers late has come. */
const AT_THREE = 'cron(10 3 * * ? *)';

const WRITTEN = ['evidence', 'policies', 'told'];

/** The function that compares evidence with the trail each day, and adds what is missing. */
export class DailyRun extends Construct {
  constructor(scope: Construct, id: string, place: Place, props: DailyRunProps) {
    super(scope, id);
    const { deployment, evidenceKey, topics } = props;
    const { trail } = deployment;
    const bucket = bucketNameOf('evidence', Aws.ACCOUNT_ID, place);
    const bucketArn = `arn:${Aws.PARTITION}:s3:::${bucket}`;
    const read = [...WRITTEN, 'seals'].map((folder) => `${bucketArn}/${folder}/v1/*`);
    const written = WRITTEN.map((folder) => `${bucketArn}/${folder}/v1/*`);
    const reconcile = new WatcherFunction(this, 'Reconcile', place, {
      part: 'reconcile',
      description: 'Each day: compares evidence with the trail, and adds what is missing',
      deployment,
      code: props.code,
      statements: [
        new PolicyStatement({ sid: 'ReadEvidence', actions: ['s3:GetObject'], resources: read }),
        new PolicyStatement({
          sid: 'FindEvidence',
          actions: ['s3:ListBucket'],
          resources: [bucketArn],
        }),
        new PolicyStatement({
          sid: 'WriteEvidence',
          actions: ['s3:PutObject', 's3:PutObjectRetention'],
          resources: written,
        }),
        new PolicyStatement({
          sid: 'ReadAndEncryptEvidence',
          actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
          resources: [evidenceKey.keyArn],
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
        ...(trail === null ? [] : readTrail(trail)),
      ],
      wildcards: {
        ...Object.fromEntries(
          read.map((resource) => [
            resource,
            'Objects are named by hashes and hours: no narrower name is known beforehand.',
          ]),
        ),
        ...(trail === null ? {} : { [objectsOf(trail)]: "A trail's files have names by chance." }),
        '*': 'PutMetricData knows no resource; the condition holds it by its namespace.',
      },
      /** Two days of Bedrock records of both sides: about 700 bytes a call, two million calls a day. */
      memoryMb: 3008,
      timeout: Duration.minutes(15),
      environment: {
        HOME_REGION: place.region,
        EVIDENCE_BUCKET: bucket,
        EVIDENCE_LOCK_MODE: deployment.lockMode,
        EVIDENCE_LOCK_DAYS: String(deployment.retentionDays),
        FINDINGS_TOPIC_ARN: topics.findings.topicArn,
        ALARMS_TOPIC_ARN: topics.alarms.topicArn,
        TRAIL_BUCKET: trail?.bucket ?? '',
        TRAIL_PREFIX: trail?.prefix ?? '',
        TRAIL_ROLE_ARN: trail?.roleArn ?? '',
      },
    });
    new Schedule(this, 'Schedule', place, 'reconcile', AT_THREE, reconcile);
  }
}

/** With a role of the trail's account everything else is that role's to allow. */
function readTrail(trail: TrailAddress): readonly PolicyStatement[] {
  if (trail.roleArn !== null) {
    return [
      new PolicyStatement({
        sid: 'BecomeTheTrailsReader',
        actions: ['sts:AssumeRole'],
        resources: [trail.roleArn],
      }),
    ];
  }
  return [
    new PolicyStatement({
      sid: 'ReadTheTrail',
      actions: ['s3:GetObject'],
      resources: [objectsOf(trail)],
    }),
    new PolicyStatement({
      sid: 'FindTheTrail',
      actions: ['s3:ListBucket'],
      resources: [`arn:${Aws.PARTITION}:s3:::${trail.bucket}`],
      conditions: { StringLike: { 's3:prefix': `${logsOf(trail)}*` } },
    }),
    ...(trail.keyArn === null
      ? []
      : [
          new PolicyStatement({
            sid: 'DecryptTheTrail',
            actions: ['kms:Decrypt'],
            resources: [trail.keyArn],
          }),
        ]),
  ];
}

function objectsOf(trail: TrailAddress): string {
  return `arn:${Aws.PARTITION}:s3:::${trail.bucket}/${logsOf(trail)}*`;
}

function logsOf({ prefix }: TrailAddress): string {
  return `${prefix === '' ? '' : `${prefix}/`}AWSLogs/`;
}
