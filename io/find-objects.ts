import { setMaxListeners } from 'node:events';
import { S3Client } from '@aws-sdk/client-s3';
import type { Window } from '../core/judge/in-window.ts';
import { daysOfTrail, regionFolderOf } from './days-of-trail.ts';
import { fetchObject } from './fetch-object.ts';
import { type Bucket, type Listed, listFolder, listKeys } from './list-bucket.ts';
import { isLogName, isOtherFolder, NO_LOG_NAME, NO_RECORDS } from './log-names.ts';
import type { Found, SourceOptions } from './open-sources.ts';
import { showPath } from './show-path.ts';

const TRIES = 5;

/**
 * Every log below `s3://bucket/prefix`, the prefix as S3 takes it. With a window, accounts and Regions are
 * discovered folder by folder, and of each only the days are listed in which its events were delivered.
 * Needs `s3:ListBucket` on the bucket, `s3:GetObject` on its objects, and `kms:Decrypt` where a key is used.
 */
export async function* findObjects(
  sources: readonly string[],
  options: SourceOptions,
  signal: AbortSignal,
): AsyncGenerator<Found> {
  // Every object that is being fetched listens to it.
  setMaxListeners(0, signal);
  const client = createClient(options);
  const seen = new Set<string>();
  for (const source of sources) {
    const [, name = '', prefix = ''] = /^s3:\/\/([^/]+)\/?(.*)$/is.exec(source) ?? [];
    const bucket = { client, bucket: name, signal };
    const { window } = options;
    const listing = window ? listDays(bucket, prefix, window) : listKeys(bucket, prefix, null);
    for await (const listed of listing) {
      const found = look(bucket, listed, listed.key === prefix);
      // Of what is read nothing can come twice from one source, and there may be millions of it.
      const path = found.kind === 'object' ? found.shown : `${found.kind} ${found.path}`;
      if (seen.has(path)) continue;
      if (sources.length > 1 || found.kind !== 'object') seen.add(path);
      yield found;
    }
  }
}

function createClient({ endpointUrl, profile, region }: SourceOptions): S3Client {
  return new S3Client({
    maxAttempts: TRIES,
    followRegionRedirects: true,
    ...(endpointUrl === undefined ? {} : { endpoint: endpointUrl, forcePathStyle: true }),
    ...(profile === undefined ? {} : { profile }),
    ...(region === undefined ? {} : { region }),
  });
}

/** Goes down folder by folder until one is that of a Region of a trail. */
async function* listDays(bucket: Bucket, prefix: string, window: Window): AsyncGenerator<Listed> {
  const regionFolder = regionFolderOf(prefix);
  if (regionFolder !== null) {
    yield* listKeys(bucket, prefix, daysOfTrail(regionFolder, window));
    return;
  }
  for await (const listed of listFolder(bucket, prefix)) {
    if (listed.kind !== 'folder' || otherFolderIn(listed.key) !== null) yield listed;
    else yield* listDays(bucket, listed.key, window);
  }
}

function look(bucket: Bucket, listed: Listed, isNamed: boolean): Found {
  const { signal, client } = bucket;
  const { key } = listed;
  const shown = showPath(`s3://${bucket.bucket}/${key}`);
  if (listed.kind === 'failed') return { kind: 'gap', path: shown, problem: listed.problem };
  const other = otherFolderIn(key);
  if (other !== null && !isNamed) {
    const path = showPath(`s3://${bucket.bucket}/${other}`);
    return { kind: 'skipped', path, reason: NO_RECORDS };
  }
  if (listed.kind === 'folder' || (!isNamed && !isLogName(key))) {
    return { kind: 'skipped', path: shown, reason: NO_LOG_NAME };
  }
  const object = { bucket: bucket.bucket, key, etag: listed.etag, size: listed.size };
  return {
    kind: 'object',
    shown,
    size: listed.size,
    fetch: () => fetchObject(client, object, signal),
  };
}

/** The folder in a key that holds no records of API calls. */
function otherFolderIn(key: string): string | null {
  const parts = key.split('/').slice(0, -1);
  const other = parts.findIndex(isOtherFolder);
  return other === -1 ? null : parts.slice(0, other + 1).join('/');
}
