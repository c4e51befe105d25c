import type { PartName, Run } from '../../core/distribute/run.ts';
import { openWorld } from '../distribute/open-world.ts';
import { readRunSettings } from '../distribute/read-settings.ts';
import { readDeployment } from '../read-deployment.ts';
import { gatherBatches } from './gather-batches.ts';

/** What is called when every batch was read. */
export async function handler({
  run,
}: {
  readonly run: Run;
}): Promise<{ readonly run: Run; readonly parts: readonly PartName[] }> {
  const settings = readRunSettings(process.env, await readDeployment(import.meta.url));
  return { run, ...(await gatherBatches(run, openWorld(settings))) };
}
