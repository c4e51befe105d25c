import { Aws } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { NAMESPACE } from '../core/measure/metrics.ts';
import { bucketNameOf, nameOf, type Place } from '../core/watch/name-of.ts';
import type { Deployment } from './deployment.ts';
import { BATCH_WINDOW, INGEST_TIMEOUT } from './ingest-timing.ts';
import { WatcherFunction } from './watcher-function.ts';

/** The function that judges what is in the queue, and its mapping. */
export class Ingest extends Construct {
  constructor(
    scope: Construct,
    id: string,
    place: Place,
    deployment: Deployment,
    code: string,
    queue: Queue,
  ) {
    super(scope, id);
    const { homeRegion, lockMode, retentionDays } = deployment;
    const home = { prefix: deployment.prefix, region: homeRegion };
    const bucket = bucketNameOf('evidence', Aws.ACCOUNT_ID, home);
    const ingest = new WatcherFunction(this, 'Ingest', place, {
      part: 'ingest',
      description: 'Judges where Bedrock inference ran: keeps evidence, tells people, counts',
      deployment,
      code,
      statements: statementsOf(bucket, home, queue),
      wildcards: reasonsOf(bucket, home),
      /** Judging is CPU work, and Lambda gives CPU by memory: a full batch in about a second. */
      memoryMb: 512,
      timeout: INGEST_TIMEOUT,
      environment: {
        HOME_REGION: homeRegion,
        EVIDENCE_BUCKET: bucket,
        EVIDENCE_LOCK_MODE: lockMode,
        EVIDENCE_LOCK_DAYS: String(retentionDays),
        FINDINGS_TOPIC_ARN: findingsTopicArn(home),
      },
    });
    new EventSourceMapping(this, 'Mapping', {
      target: ingest.function,
      eventSourceArn: queue.queueArn,
      /** As many as Lambda takes: 6 MB, about 2,350 records, end a batch first. */
      batchSize: 10_000,
      maxBatchingWindow: BATCH_WINDOW,
      /** Ten full batches at once are 20,000 records a second; a flood must not take the account's functions. */
      maxConcurrency: 10,
      reportBatchItemFailures: true,
    }).node.addDependency(ingest.role);
  }
}

function findingsTopicArn({ prefix, region }: Place): string {
  const name = nameOf('findingsTopic', { prefix, region });
  return `arn:${Aws.PARTITION}:sns:${region}:${Aws.ACCOUNT_ID}:${name}`;
}

function statementsOf(bucket: string, home: Place, queue: Queue): readonly PolicyStatement[] {
  const bucketArn = `arn:${Aws.PARTITION}:s3:::${bucket}`;
  const useKey = (sid: string, alias: string, service: string, actions: string[]) =>
    new PolicyStatement({
      sid,
      actions,
      resources: [anyKeyOf(home)],
      conditions: {
        'ForAnyValue:StringEquals': { 'kms:ResourceAliases': alias },
        StringEquals: { 'kms:ViaService': `${service}.${home.region}.amazonaws.com` },
      },
    });
  return [
    new PolicyStatement({
      sid: 'ReadTheQueue',
      actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
      resources: [queue.queueArn],
    }),
    new PolicyStatement({
      sid: 'WriteEvidence',
      actions: ['s3:PutObject', 's3:PutObjectRetention'],
      resources: FOLDERS.map((folder) => `${bucketArn}/${folder}/v1/*`),
    }),
    new PolicyStatement({
      sid: 'LookForWhatWasTold',
      actions: ['s3:ListBucket'],
      resources: [bucketArn],
      conditions: { StringLike: { 's3:prefix': 'told/v1/*' } },
    }),
    useKey('EncryptEvidence', nameOf('evidenceKey', home), 's3', ['kms:GenerateDataKey']),
    new PolicyStatement({
      sid: 'TellPeople',
      actions: ['sns:Publish'],
      resources: [findingsTopicArn(home)],
    }),
    useKey('EncryptMessages', nameOf('topicsKey', home), 'sns', [
      'kms:GenerateDataKey',
      'kms:Decrypt',
    ]),
    new PolicyStatement({
      sid: 'Count',
      actions: ['cloudwatch:PutMetricData'],
      resources: ['*'],
      conditions: { StringEquals: { 'cloudwatch:namespace': NAMESPACE } },
    }),
  ];
}

const FOLDERS = ['evidence', 'quarantine', 'told', 'policies'];

function anyKeyOf({ region }: Place): string {
  return `arn:${Aws.PARTITION}:kms:${region}:${Aws.ACCOUNT_ID}:key/*`;
}

function reasonsOf(bucket: string, home: Place): Readonly<Record<string, string>> {
  const objects = FOLDERS.map((folder) => [
    `arn:${Aws.PARTITION}:s3:::${bucket}/${folder}/v1/*`,
    'Objects are named by the hash of what they hold: no narrower name is known beforehand.',
  ]);
  return {
    ...Object.fromEntries(objects),
    [anyKeyOf(home)]: 'The keys lie in another stack; the condition holds them by their alias.',
    '*': 'PutMetricData knows no resource; the condition holds it by its namespace.',
  };
}
