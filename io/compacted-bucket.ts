import { createHash } from 'node:crypto';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { CLIENT_OPTIONS } from './client-options.ts';
import { createObjectReader } from './object-reader.ts';

/**
 * Objects that may be made again, each written in place of the one before, and checked by S3 against our
 * own SHA-256. Needs `s3:PutObject` on them, `kms:GenerateDataKey` on the bucket's key, and what reading
 * needs.
 */
export function createCompactedBucket(bucket: string, region: string) {
  const client = new S3Client({ ...CLIENT_OPTIONS, region });
  return {
    async put(key: string, bytes: Uint8Array): Promise<void> {
      await client.send(
        new PutObjectCommand({
          Bucket: bucket,
          Key: key,
          Body: bytes,
          ContentType: key.endsWith('.gz') ? 'application/gzip' : 'application/json',
          ChecksumSHA256: createHash('sha256').update(bytes).digest('base64'),
        }),
      );
    },
    ...createObjectReader(client, bucket),
  };
}
