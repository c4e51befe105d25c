import { createHash } from 'node:crypto';
import {
  ListObjectsV2Command,
  type ObjectLockMode,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { CLIENT_OPTIONS } from './client-options.ts';
import { createObjectReader } from './object-reader.ts';

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
    ...createObjectReader(client, bucket),
  };
}

function isTaken(error: unknown): boolean {
  return error instanceof S3ServiceException && error.$metadata.httpStatusCode === 412;
}
