import type { Environment } from '../ingest/read-settings.ts';
import { type ReadReconcile, readReconcile } from '../reconcile/read-settings.ts';

export type RunSettings = Omit<ReadReconcile & { kind: 'settings' }, 'kind' | 'trail'> & {
  readonly trail: NonNullable<(ReadReconcile & { kind: 'settings' })['trail']>;
  readonly workBucket: string;
};

/**
 * Reads what the deployment fixed for a distributed run: what the daily run reads, and where it works.
 * Throws where something is missing, so that the execution says what.
 */
export function readRunSettings(environment: Environment, deployment: unknown): RunSettings {
  const read = readReconcile(environment, deployment);
  const problems = read.kind === 'problems' ? [...read.problems] : [];
  const workBucket = environment.WORK_BUCKET ?? '';
  if (workBucket === '') problems.push('environment variable WORK_BUCKET is missing');
  if (read.kind === 'settings' && read.trail === null) problems.push('no trail is named');
  if (read.kind === 'problems' || read.trail === null || problems.length > 0) {
    throw new Error(`a distributed run cannot work: ${problems.join('; ')}. Deploy it again.`);
  }
  const { reconcile, destinations, trail } = read;
  return { reconcile, destinations, trail, workBucket };
}
