import { readRunRequest } from '../../core/distribute/run-request.ts';
import { openWorld } from '../distribute/open-world.ts';
import { readRunSettings } from '../distribute/read-settings.ts';
import { readDeployment } from '../read-deployment.ts';
import { createNamedTrail } from './list-named.ts';
import { listTrail, type TrailListed } from './list-trail.ts';

/** What an execution calls first, with its own input, its name and when it was started (ISO, UTC). */
export async function handler(event: {
  readonly request: unknown;
  readonly name: string;
  readonly started: string;
}): Promise<TrailListed> {
  const read = readRunRequest(event.request);
  if (read.kind === 'problems') {
    throw new Error(`the input of the execution is no request: ${read.problems.join('; ')}`);
  }
  const { request } = read;
  const settings = readRunSettings(process.env, await readDeployment(import.meta.url));
  const world = openWorld(settings);
  const { trail: address, workBucket } = settings;
  const named =
    request.manifest === null
      ? world.trail
      : createNamedTrail(request.manifest, workBucket, address, world.work);
  const run = { name: event.name, nowMs: Date.parse(event.started) };
  return listTrail(request, run, { ...world, trail: named });
}
