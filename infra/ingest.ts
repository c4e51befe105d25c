import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { NAMESPACE } from '../core/measure/metrics.ts';
import type { Place } from '../core/watch/name-of.ts';
import type { Deployment } from './deployment.ts';
import { homeAccess } from './home-access.ts';
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
    const home = homeAccess(deployment);
    const ingest = new WatcherFunction(this, 'Ingest', place, {
      part: 'ingest',
      description: 'Judges where Bedrock inference ran: keeps evidence, tells people, counts',
      deployment,
      code,
      statements: [
        new PolicyStatement({
          sid: 'ReadTheQueue',
          actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
          resources: [queue.queueArn],
        }),
        ...home.write('WriteEvidence', FOLDERS),
        ...home.tell(),
        new PolicyStatement({
          sid: 'Count',
          actions: ['cloudwatch:PutMetricData'],
          resources: ['*'],
          conditions: { StringEquals: { 'cloudwatch:namespace': NAMESPACE } },
        }),
      ],
      wildcards: {
        ...home.wildcards(FOLDERS),
        '*': 'PutMetricData knows no resource; the condition holds it by its namespace.',
      },
      /** Judging is CPU work, and Lambda gives CPU by memory: a full batch in about a second. */
      memoryMb: 512,
      timeout: INGEST_TIMEOUT,
      /** Runs over years of logs take functions too: those of ingest are kept for it. */
      ...(deployment.organization === null ? {} : { reservedConcurrency: MAX_CONCURRENCY }),
      environment: home.environment,
    });
    new EventSourceMapping(this, 'Mapping', {
      target: ingest.function,
      eventSourceArn: queue.queueArn,
      /** As many as Lambda takes: 6 MB, about 2,350 records, end a batch first. */
      batchSize: 10_000,
      maxBatchingWindow: BATCH_WINDOW,
      maxConcurrency: MAX_CONCURRENCY,
      reportBatchItemFailures: true,
    }).node.addDependency(ingest.role);
  }
}

/** Ten full batches at once are 20,000 records a second; a flood must not take the account's functions. */
const MAX_CONCURRENCY = 10;

const FOLDERS = ['evidence', 'quarantine', 'told', 'policies'];
