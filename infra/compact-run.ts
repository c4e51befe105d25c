import { Aws, Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { bucketNameOf, type Place } from '../core/watch/name-of.ts';
import type { Deployment } from './deployment.ts';
import { Schedule } from './schedule.ts';
import { WatcherFunction } from './watcher-function.ts';

export type CompactRunProps = {
  readonly deployment: Deployment;
  readonly code: string;
  /** Of the evidence, and of the copies. */
  readonly evidenceKey: Key;
};

/** After the daily run, which adds what was missing of the day before. */
const AT_FOUR = 'cron(20 4 * * ? *)';

/** The function that settles each day into one object, so that questions have nothing to settle. */
export class CompactRun extends Construct {
  constructor(scope: Construct, id: string, place: Place, props: CompactRunProps) {
    super(scope, id);
    const bucketOf = (part: 'evidence' | 'compacted') => bucketNameOf(part, Aws.ACCOUNT_ID, place);
    const arnOf = (part: 'evidence' | 'compacted') => `arn:${Aws.PARTITION}:s3:::${bucketOf(part)}`;
    const evidence = ['evidence', 'policies'].map(
      (folder) => `${arnOf('evidence')}/${folder}/v1/*`,
    );
    const compacted = `${arnOf('compacted')}/*`;
    const compact = new WatcherFunction(this, 'Compact', place, {
      part: 'compact',
      description: 'Each day: settles the day before into one object that questions are asked of',
      deployment: props.deployment,
      code: props.code,
      statements: [
        new PolicyStatement({
          sid: 'ReadEvidenceAndCopies',
          actions: ['s3:GetObject'],
          resources: [...evidence, compacted],
        }),
        new PolicyStatement({
          sid: 'FindThem',
          actions: ['s3:ListBucket'],
          resources: [arnOf('evidence'), arnOf('compacted')],
        }),
        new PolicyStatement({
          sid: 'WriteCopies',
          actions: ['s3:PutObject'],
          resources: [compacted],
        }),
        new PolicyStatement({
          sid: 'DecryptAndEncrypt',
          actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
          resources: [props.evidenceKey.keyArn],
        }),
      ],
      wildcards: Object.fromEntries(
        [...evidence, compacted].map((resource) => [
          resource,
          'Objects are named by hashes and days: no narrower name is known beforehand.',
        ]),
      ),
      /** Half a million lines at once, of two kilobytes each, and a day of two million as it is packed. */
      memoryMb: 3008,
      timeout: Duration.minutes(15),
      environment: {
        HOME_REGION: place.region,
        EVIDENCE_BUCKET: bucketOf('evidence'),
        COMPACTED_BUCKET: bucketOf('compacted'),
      },
    });
    new Schedule(this, 'Schedule', place, 'compact', AT_FOUR, compact);
  }
}
