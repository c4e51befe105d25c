import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createEvidenceFolder } from '../io/evidence-folder.ts';
import { reasonOf } from '../io/find-logs.ts';
import { createFolderSource } from '../io/folder-source.ts';
import { showPath } from '../io/show-path.ts';
import type { Store } from '../lambdas/ingest/ports.ts';
import type { EvidenceReader } from '../lambdas/reconcile/ports.ts';

export type OpenedStore =
  | { readonly kind: 'store'; readonly store: EvidenceReader & Store }
  | { readonly kind: 'unusable'; readonly problem: string };

/** Opens a folder or a bucket with evidence that may also be added to. */
export async function openEvidenceStore(where: string): Promise<OpenedStore> {
  const [, bucket, path = ''] =
    /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*?))?\/?$/.exec(where) ?? [];
  if (bucket !== undefined) return openBucket(bucket, path === '' ? '' : `${path}/`);
  if (where.startsWith('s3://')) {
    return unusable(`${showPath(where)} is no place in S3, which is written s3://bucket/prefix`);
  }
  const stats = await stat(where).catch((error: Error) => error);
  if (stats instanceof Error) return unusable(`${showPath(where)}: ${reasonOf(stats)}`);
  if (!stats.isDirectory()) return unusable(`${showPath(where)} is no folder`);
  return { kind: 'store', store: openFolder(where) };
}

function openFolder(where: string): EvidenceReader & Store {
  const source = createFolderSource(where);
  return {
    ...createEvidenceFolder(where),
    async *list(prefix) {
      const below = join(where, prefix);
      const stats = await stat(below).catch((error: NodeJS.ErrnoException) => error);
      if (stats instanceof Error && stats.code === 'ENOENT') return;
      for await (const entry of createFolderSource(below).list()) {
        if (entry.kind === 'gap') throw new Error(`${entry.path}: ${entry.problem}`);
        yield { key: `${prefix}${entry.key}` };
      }
    },
    async read(key) {
      const read = await source.read(key, null);
      if (read.kind === 'unreadable') throw new Error(`${showPath(key)}: ${read.problem}`);
      return read.kind === 'missing' ? null : { bytes: read.bytes };
    },
  };
}

async function openBucket(bucket: string, folder: string): Promise<OpenedStore> {
  const { lookAtLock } = await import('../io/bucket-lock.ts');
  const { readBucketRegion } = await import('../io/bucket-region.ts');
  const { createEvidenceBucket } = await import('../io/evidence-bucket.ts');
  try {
    const region = await readBucketRegion(bucket);
    const lock = await lookAtLock(bucket, region);
    if (lock === null) return unusable(`s3://${bucket}: there is no such bucket`);
    const { mode, days } = lock;
    if (mode === null || days === null) return unusable(`s3://${bucket} locks nothing`);
    const lockMode = mode === 'COMPLIANCE' ? mode : 'GOVERNANCE';
    const place = { bucket, region, lockMode, lockDays: days } as const;
    return { kind: 'store', store: below(folder, createEvidenceBucket(place)) };
  } catch (error) {
    const { name, message } = error as Error;
    return unusable(`s3://${bucket}: ${name}: ${message}`);
  }
}

/** A store whose keys begin anew in a folder of another, whose name ends in a slash or is empty. */
function below(folder: string, store: EvidenceReader & Store): EvidenceReader & Store {
  return {
    put: (key, bytes) => store.put(`${folder}${key}`, bytes),
    has: (key) => store.has(`${folder}${key}`),
    read: (key) => store.read(`${folder}${key}`),
    async *list(prefix) {
      for await (const { key } of store.list(`${folder}${prefix}`)) {
        yield { key: key.slice(folder.length) };
      }
    },
  };
}

function unusable(problem: string): OpenedStore {
  return { kind: 'unusable', problem };
}
