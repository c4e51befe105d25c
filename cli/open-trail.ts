import { stat } from 'node:fs/promises';
import { reasonOf } from '../io/find-logs.ts';
import { showPath } from '../io/show-path.ts';
import { createTrailFolder } from '../io/trail-folder.ts';
import type { TrailSource } from '../lambdas/reconcile/ports.ts';

export type OpenedTrail =
  | { readonly kind: 'source'; readonly source: TrailSource }
  | { readonly kind: 'unusable'; readonly problem: string };

/** Opens a copy of a trail's bucket, or the bucket itself as `s3://bucket/prefix`. */
export async function openTrail(where: string): Promise<OpenedTrail> {
  const [, bucket, path = ''] =
    /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?$/.exec(where) ?? [];
  if (bucket !== undefined) {
    const { createTrailBucket } = await import('../io/trail-bucket.ts');
    const prefix = path.replace(/(?:^|\/)AWSLogs(?:\/.*)?$/, '').replace(/\/+$/, '');
    const region = process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION ?? 'us-east-1';
    return { kind: 'source', source: createTrailBucket({ bucket, prefix, region, roleArn: null }) };
  }
  const stats = await stat(where).catch((error: Error) => error);
  const problem = stats instanceof Error ? reasonOf(stats) : null;
  if (problem !== null) return { kind: 'unusable', problem: `${showPath(where)}: ${problem}` };
  return { kind: 'source', source: createTrailFolder(where) };
}
