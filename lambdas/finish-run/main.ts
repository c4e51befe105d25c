import type { Run } from '../../core/distribute/run.ts';
import { createFindingsTopic } from '../../io/findings-topic.ts';
import { createMetricsPublisher } from '../../io/publish-metrics.ts';
import { openWorld } from '../distribute/open-world.ts';
import { readRunSettings } from '../distribute/read-settings.ts';
import { readDeployment } from '../read-deployment.ts';
import { type FinishAnswer, finishRun } from './finish-run.ts';

/** What is called when every part was compared. */
export async function handler({ run }: { readonly run: Run }): Promise<FinishAnswer> {
  const settings = readRunSettings(process.env, await readDeployment(import.meta.url));
  const { homeRegion, topicArns } = settings.destinations;
  return finishRun(run, settings.reconcile, {
    ...openWorld(settings),
    publish: createFindingsTopic(topicArns, homeRegion),
    publishMetrics: createMetricsPublisher(homeRegion),
    now: Date.now,
  });
}
