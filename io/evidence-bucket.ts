import { createHash } from 'node:crypto';
import {
  GetObjectCommand,
  ListObjectsV2Command,
  NoSuchKey,
  type ObjectLockMode,
  PutObjectCommand,
  paginateListObjectsV2,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { CLIENT_OPTIONS } from './client-options.ts';

export type EvidenceBucket = {
  readonly bucket: string;
  /** The Region in which it lies. */
  readonly region: string;
  readonly lockMode: ObjectLockMode;
  readonly lockDays: number;
};

const DAY_MS = 86_400_000;

/**
 * Objects that are written once, locked from the first moment, and checked by S3 against our own
 * SHA-256. Needs `s3:PutObject` and `s3:PutObjectRetention` on the objects, `s3:ListBucket` on the
 * bucket, and `kms:GenerateDataKey` on its key; whoever reads, `s3:GetObject` and `kms:Decrypt` too.
 */
export function createEvidenceBucket({ bucket, region, lockMode, lockDays }: EvidenceBucket) {
  const client = new S3Client({ ...CLIENT_OPTIONS, region });
  return {
    /** Writes an object unless its key is taken: keys are made of what they hold. */
    async put(key: string, bytes: Uint8Array): Promise<void> {
      const put = new PutObjectCommand({
        Bucket: bucket,
        Key: key,
        Body: bytes,
        ContentType: key.endsWith('.gz') ? 'application/gzip' : 'application/json',
        IfNoneMatch: '*',
        ChecksumSHA256: createHash('sha256').update(bytes).digest('base64'),
        ObjectLockMode: lockMode,
        ObjectLockRetainUntilDate: new Date(Date.now() + lockDays * DAY_MS),
      });
      try {
        await client.send(put);
      } catch (error) {
        if (!isTaken(error)) throw error;
      }
    },
    /** Listing tells a missing object from a forbidden one; a look at the object itself would not. */
    async has(key: string): Promise<boolean> {
      const list = new ListObjectsV2Command({ Bucket: bucket, Prefix: key, MaxKeys: 1 });
      const { Contents = [] } = await client.send(list);
      return Contents.some(({ Key }) => Key === key);
    },
    /** Every object below a prefix that no delete marker hides. */
    async *list(prefix: string): AsyncGenerator<{ key: string; writtenMs: number }> {
      const pages = paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: prefix });
      for await (const { Contents = [] } of pages) {
        for (const { Key = '', LastModified } of Contents) {
          yield { key: Key, writtenMs: LastModified?.getTime() ?? 0 };
        }
      }
    },
    /** Null where there is none; S3 says so only to whoever may list the bucket. */
    async read(key: string): Promise<{ bytes: Uint8Array; versionId: string | null } | null> {
      try {
        const get = new GetObjectCommand({ Bucket: bucket, Key: key, ChecksumMode: 'ENABLED' });
        const { Body, VersionId = null } = await client.send(get);
        if (Body === undefined) throw new Error(`${key} has no body`);
        return { bytes: await Body.transformToByteArray(), versionId: VersionId };
      } catch (error) {
        if (error instanceof NoSuchKey) return null;
        throw error;
      }
    },
  };
}

function isTaken(error: unknown): boolean {
  return error instanceof S3ServiceException && error.$metadata.httpStatusCode === 412;
}
