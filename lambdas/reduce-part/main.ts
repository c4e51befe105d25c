import type { PartName, Run } from '../../core/distribute/run.ts';
import { openWorld } from '../distribute/open-world.ts';
import { readRunSettings } from '../distribute/read-settings.ts';
import { readDeployment } from '../read-deployment.ts';
import { type ReduceAnswer, reducePart } from './reduce-part.ts';

/** What is called for each part, and last for what corrections join. */
export async function handler({
  run,
  part,
}: {
  readonly run: Run;
  readonly part: PartName;
}): Promise<ReduceAnswer> {
  const settings = readRunSettings(process.env, await readDeployment(import.meta.url));
  const ports = { ...openWorld(settings), now: Date.now };
  return reducePart(run, part, settings.reconcile, ports);
}
