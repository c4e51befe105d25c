import { Aws, Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { Place } from '../core/watch/name-of.ts';
import type { TrailAddress } from './deployment.ts';
import { type HomeParts, homeWork } from './home-work.ts';
import { Schedule } from './schedule.ts';
import { WatcherFunction } from './watcher-function.ts';

/** What the daily run works on; all but the trail stands in the home stack. */
export type DailyRunProps = HomeParts & { readonly code: string };

/** Three hours after the day has ended, so that what CloudTrail delivers late has come. */
const AT_THREE = 'cron(10 3 * * ? *)';

const WRITTEN = ['evidence', 'policies', 'told'];

/** The function that compares evidence with the trail each day, and adds what is missing. */
export class DailyRun extends Construct {
  constructor(scope: Construct, id: string, place: Place, props: DailyRunProps) {
    super(scope, id);
    const { deployment } = props;
    const { trail } = deployment;
    const home = homeWork(place, props, { read: [...WRITTEN, 'seals'], write: WRITTEN });
    const reconcile = new WatcherFunction(this, 'Reconcile', place, {
      part: 'reconcile',
      description: 'Each day: compares evidence with the trail, and adds what is missing',
      deployment,
      code: props.code,
      statements: [...home.statements, ...(trail === null ? [] : readTrail(trail))],
      wildcards: {
        ...home.wildcards,
        ...(trail === null ? {} : { [objectsOf(trail)]: "A trail's files have names by chance." }),
        '*': 'PutMetricData knows no resource; the condition holds it by its namespace.',
      },
      /** Two days of Bedrock records of both sides: about 700 bytes a call, two million calls a day. */
      memoryMb: 3008,
      timeout: Duration.minutes(15),
      environment: {
        ...home.environment,
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
