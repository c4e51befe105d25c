import { createEvidenceBucket } from '../../io/evidence-bucket.ts';
import { createFindingsTopic } from '../../io/findings-topic.ts';
import { createMetricsPublisher } from '../../io/publish-metrics.ts';
import { createTrailBucket } from '../../io/trail-bucket.ts';
import { createLog } from '../create-log.ts';
import { readDeployment } from '../read-deployment.ts';
import { readReconcile } from './read-settings.ts';
import { reconcileDaily } from './reconcile-daily.ts';

/** What the scheduler calls each day. Where the deployment is broken it fails, so that an alarm rings. */
export async function handler(): Promise<void> {
  const read = readReconcile(process.env, await readDeployment(import.meta.url));
  if (read.kind === 'problems') {
    throw new Error(`the daily run cannot work: ${read.problems.join('; ')}. Deploy it again.`);
  }
  const { homeRegion: region, evidenceBucket: bucket, lockMode, lockDays } = read.destinations;
  await reconcileDaily(read.reconcile, {
    trail: read.trail === null ? null : createTrailBucket({ ...read.trail, region }),
    evidence: createEvidenceBucket({ bucket, region, lockMode, lockDays }),
    publish: createFindingsTopic(read.destinations.topicArns, region),
    publishMetrics: createMetricsPublisher(region),
    log: createLog(console),
    now: Date.now,
  });
}
