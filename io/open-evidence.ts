import { stat } from 'node:fs/promises';
import type { EvidenceSource } from './evidence-source.ts';
import { reasonOf } from './find-logs.ts';
import { createFolderSource } from './folder-source.ts';
import { showPath } from './show-path.ts';

export type OpenedEvidence =
  | { readonly kind: 'source'; readonly source: EvidenceSource }
  | { readonly kind: 'unusable'; readonly problem: string };

/** Opens a folder, or a bucket as `s3://bucket/prefix`, whose client is loaded only then. */
export async function openEvidence(where: string): Promise<OpenedEvidence> {
  if (where.startsWith('s3://')) {
    const [, bucket, prefix] =
      /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?$/.exec(where) ?? [];
    if (bucket === undefined) {
      return unusable(`${showPath(where)} is no place in S3, which is written s3://bucket/prefix`);
    }
    const { createBucketSource } = await import('./bucket-source.ts');
    const folder = prefix === undefined || prefix === '' ? '' : `${prefix.replace(/\/$/, '')}/`;
    return { kind: 'source', source: createBucketSource(bucket, folder) };
  }
  const stats = await stat(where).catch((error: Error) => error);
  if (stats instanceof Error) return unusable(`${showPath(where)}: ${reasonOf(stats)}`);
  if (!stats.isDirectory()) return unusable(`${showPath(where)} is no folder`);
  return { kind: 'source', source: createFolderSource(where) };
}

function unusable(problem: string): OpenedEvidence {
  return { kind: 'unusable', problem };
}
