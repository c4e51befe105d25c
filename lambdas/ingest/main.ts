import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { createMetricsPublisher } from '../../io/publish-metrics.ts';
import { createLog } from '../create-log.ts';
import { readDeployment } from '../read-deployment.ts';
import { createIngest, type Ingest } from './ingest.ts';
import type { IngestPorts } from './ports.ts';
import { type Destinations, readSettings } from './read-settings.ts';

const log = createLog(console);
const ingest = await wire();

/**
 * What SQS calls. Where the deployment is broken every invocation fails, so that the alarm on errors
 * rings and the messages stay in the queue, then in its dead-letter queue.
 */
export async function handler(event: SQSEvent): Promise<SQSBatchResponse> {
  const failed = await ingest(
    event.Records.map(({ messageId, body }) => ({ id: messageId, body })),
  );
  return { batchItemFailures: [...failed].map((itemIdentifier) => ({ itemIdentifier })) };
}

async function wire(): Promise<Ingest> {
  const settings = readSettings(process.env, await readDeployment(import.meta.url));
  if (settings.kind === 'problems') {
    const message = `ingest cannot judge: ${settings.problems.join('; ')}. Deploy it again.`;
    log({ level: 'ERROR', message });
    return () => Promise.reject(new Error(message));
  }
  return createIngest(settings.ingest, portsOf(settings.destinations));
}

/** S3 and SNS are loaded when they are used first: a batch of other services' noise needs neither. */
function portsOf(destinations: Destinations): IngestPorts {
  const { homeRegion, evidenceBucket, lockMode, lockDays, topicArns } = destinations;
  const bucket = lazily(async () => {
    const { createEvidenceBucket } = await import('../../io/evidence-bucket.ts');
    return createEvidenceBucket({ bucket: evidenceBucket, region: homeRegion, lockMode, lockDays });
  });
  const topic = lazily(async () => {
    const { createFindingsTopic } = await import('../../io/findings-topic.ts');
    return createFindingsTopic(topicArns, homeRegion);
  });
  return {
    store: {
      put: async (key, bytes) => (await bucket()).put(key, bytes),
      has: async (key) => (await bucket()).has(key),
    },
    publish: async (message) => (await topic())(message),
    publishMetrics: createMetricsPublisher(homeRegion),
    log,
    now: Date.now,
  };
}

function lazily<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null;
  return () => {
    made ??= make();
    return made;
  };
}
