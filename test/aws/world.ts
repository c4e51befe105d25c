import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  GetMetricStatisticsCommand,
} from '@aws-sdk/client-cloudwatch';
import { GetObjectCommand, paginateListObjectsV2, S3Client } from '@aws-sdk/client-s3';
import { SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { JudgedCall } from '../../core/judge/judged.ts';
import { createLedger } from '../../core/judge/ledger.ts';
import type { ResolvedPolicy } from '../../core/policy/resolved-policy.ts';
import { linesOf, readEvidence } from '../../core/prove/read-evidence.ts';
import { clientOf } from './emulator/client-of.ts';
import { ACCOUNT } from './emulator/emulator-env.ts';
import { HOME } from './watcher.ts';

const BUCKET = `bedrock-geofence-evidence-${ACCOUNT}-${HOME}`;

/** Looks at what the deployed watcher did, through the APIs that anybody would use. */
export function lookAt(endpoint: string) {
  const home = clientOf({ endpoint, region: HOME });
  const s3 = new S3Client({ ...home, forcePathStyle: true });
  const cloudWatch = new CloudWatchClient(home);
  const keys = async (prefix: string) => {
    const found: string[] = [];
    const pages = paginateListObjectsV2({ client: s3 }, { Bucket: BUCKET, Prefix: prefix });
    for await (const { Contents = [] } of pages) found.push(...Contents.map(({ Key = '' }) => Key));
    return found;
  };
  const read = async (key: string) => {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: BUCKET, Key: key }));
    return Buffer.from((await Body?.transformToByteArray()) ?? []);
  };
  /** Every line of all evidence. */
  const lines = async () => {
    const texts = (await keys('evidence/')).map(async (key) => gunzipSync(await read(key)));
    return (await Promise.all(texts)).flatMap((text) => [...readEvidence(text.toString('utf8'))]);
  };
  return {
    bucket: BUCKET,
    s3,
    keys,
    read,
    /** Ids of the events of which evidence is kept; an event that was delivered twice may have two. */
    async eventIds() {
      const ids: unknown[] = [];
      for (const key of await keys('evidence/')) {
        for (const line of linesOf(gunzipSync(await read(key)).toString('utf8'))) {
          const { eventId } = JSON.parse(line);
          if (eventId !== undefined) ids.push(eventId);
        }
      }
      return ids;
    },
    lines,
    /** The calls that all evidence settles into. */
    async settled(policy: ResolvedPolicy): Promise<readonly JudgedCall[]> {
      const ledger = createLedger();
      for (const line of await lines()) {
        if (line.kind === 'bad') throw new Error(line.problem);
        ledger.add(line.reading);
      }
      return [...ledger.settle(policy)].flatMap(({ call }) => call ?? []);
    },
    /** Sum of a metric over the last hour. */
    async sum(MetricName: string, dimensions: Readonly<Record<string, string>> = {}) {
      const { Datapoints = [] } = await cloudWatch.send(
        new GetMetricStatisticsCommand({
          Namespace: 'BedrockGeofence',
          MetricName,
          Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
          StartTime: new Date(Date.now() - 3_600_000),
          EndTime: new Date(Date.now() + 60_000),
          Period: 60,
          Statistics: ['Sum'],
        }),
      );
      return Datapoints.reduce((all, { Sum = 0 }) => all + Sum, 0);
    },
    async alarmState(name: string) {
      const { MetricAlarms = [] } = await cloudWatch.send(
        new DescribeAlarmsCommand({ AlarmNames: [name] }),
      );
      return MetricAlarms[0]?.StateValue;
    },
    /** Messages that are waiting or being worked on, in one Region. */
    async waiting(queue: string, region: string) {
      const sqs = new SQSClient(clientOf({ endpoint, region }));
      const { Attributes = {} } = await sqs.send(
        new GetQueueAttributesCommand({
          QueueUrl: `${endpoint}/${ACCOUNT}/${queue}`,
          AttributeNames: ['All'],
        }),
      );
      return (
        Number(Attributes.ApproximateNumberOfMessages) +
        Number(Attributes.ApproximateNumberOfMessagesNotVisible)
      );
    },
    /** Listens to a topic, as a person's mail box would. */
    async listen(topic: string) {
      const sqs = new SQSClient(home);
      const sns = new SNSClient(home);
      const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: `heard-${topic}` }));
      await sns.send(
        new SubscribeCommand({
          TopicArn: `arn:aws:sns:${HOME}:${ACCOUNT}:${topic}`,
          Protocol: 'sqs',
          Endpoint: `arn:aws:sqs:${HOME}:${ACCOUNT}:heard-${topic}`,
        }),
      );
      const heard: { Subject?: string; Message: string }[] = [];
      return async () => {
        for (;;) {
          const { Messages = [] } = await sqs.send(
            new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
          );
          if (Messages.length === 0) return heard;
          heard.push(...Messages.map(({ Body = '{}' }) => JSON.parse(Body)));
          await sqs.send(
            new DeleteMessageBatchCommand({
              QueueUrl,
              Entries: Messages.map(({ ReceiptHandle = '' }, index) => ({
                Id: String(index),
                ReceiptHandle,
              })),
            }),
          );
        }
      };
    },
  };
}

/**
 * Waits until something holds, and fails with what was found last. The patience is for a machine that
 * many use; where all goes well nobody waits for it.
 */
export async function eventually<T>(
  look: () => Promise<T>,
  holds: (found: T) => boolean,
  patienceMs = 240_000,
): Promise<T> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const found = await look();
    if (holds(found)) return found;
    if (Date.now() > deadline) throw new Error(`still ${JSON.stringify(found)}`);
    await sleep(200);
  }
}
