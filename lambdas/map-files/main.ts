import type { Run } from '../../core/distribute/run.ts';
import type { RunBatch } from '../../core/distribute/run-item.ts';
import { openWorld } from '../distribute/open-world.ts';
import { readRunSettings } from '../distribute/read-settings.ts';
import { readDeployment } from '../read-deployment.ts';
import { type MapAnswer, mapFiles } from './map-files.ts';

/** What the map calls with each batch of files. */
export async function handler({
  BatchInput,
  Items,
}: RunBatch<{ readonly run: Run }>): Promise<MapAnswer> {
  const settings = readRunSettings(process.env, await readDeployment(import.meta.url));
  return mapFiles(BatchInput.run, Items, openWorld(settings), settings.reconcile.policy.sha256);
}
