import {
  GetObjectCommand,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  S3Client,
} from '@aws-sdk/client-s3';
import { CLIENT_OPTIONS } from './client-options.ts';
import type { EvidenceEntry, EvidenceSource, ReadEntry } from './evidence-source.ts';

type Entry = Extract<EvidenceEntry, { readonly kind: 'object' }>;

/**
 * Evidence in a bucket, with every version and delete marker. Needs `s3:ListBucketVersions` on the bucket,
 * `s3:GetObject` and `s3:GetObjectVersion` on its objects, and `kms:Decrypt` on its key.
 */
export function createBucketSource(bucket: string, prefix: string): EvidenceSource {
  const client = new S3Client({ ...CLIENT_OPTIONS, followRegionRedirects: true });
  return {
    async *list() {
      let last = null as Entry | null;
      let from: { KeyMarker?: string; VersionIdMarker?: string } | null = {};
      while (from !== null) {
        const page: ListObjectVersionsCommandOutput = await client.send(
          new ListObjectVersionsCommand({ Bucket: bucket, Prefix: prefix, ...from }),
        );
        for (const row of rowsOf(page)) {
          const key = (row.Key ?? '').slice(prefix.length);
          const ids = row.deleted ? [] : [row.VersionId ?? 'null'];
          if (last?.key === key) {
            last = { ...last, versionIds: [...last.versionIds, ...ids] };
            continue;
          }
          if (last !== null) yield last;
          const writtenMs = row.LastModified?.getTime() ?? 0;
          const bytes = row.Size ?? 0;
          last = { kind: 'object', key, bytes, writtenMs, versionIds: ids, hidden: row.deleted };
        }
        from = nextOf(page);
      }
      if (last !== null) yield last;
    },
    async read(key, versionId): Promise<ReadEntry> {
      try {
        const version = versionId === null ? {} : { VersionId: versionId };
        const get = new GetObjectCommand({ Bucket: bucket, Key: `${prefix}${key}`, ...version });
        const { Body } = await client.send(get);
        return { kind: 'bytes', bytes: (await Body?.transformToByteArray()) ?? new Uint8Array() };
      } catch (error) {
        const name = error instanceof Error ? error.name : typeof error;
        if (name === 'NoSuchKey' || name === 'NoSuchVersion') return { kind: 'missing' };
        return { kind: 'unreadable', problem: `S3 answered ${name}` };
      }
    },
  };
}

function nextOf({
  IsTruncated,
  NextKeyMarker,
  NextVersionIdMarker,
}: ListObjectVersionsCommandOutput) {
  if (IsTruncated !== true || NextKeyMarker === undefined) return null;
  const version = NextVersionIdMarker === undefined ? {} : { VersionIdMarker: NextVersionIdMarker };
  return { KeyMarker: NextKeyMarker, ...version };
}

/** Versions and delete markers of a page by key, the newest first. */
function rowsOf({ Versions = [], DeleteMarkers = [] }: ListObjectVersionsCommandOutput) {
  const rows = [
    ...Versions.map((version) => ({ ...version, deleted: false })),
    ...DeleteMarkers.map((marker) => ({ ...marker, Size: 0, deleted: true })),
  ];
  return rows.sort((a, b) => {
    const [keyA = '', keyB = ''] = [a.Key, b.Key];
    if (keyA !== keyB) return keyA < keyB ? -1 : 1;
    if (a.IsLatest !== b.IsLatest) return a.IsLatest === true ? -1 : 1;
    return (b.LastModified?.getTime() ?? 0) - (a.LastModified?.getTime() ?? 0);
  });
}
