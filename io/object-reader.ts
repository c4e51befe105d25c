import {
  GetObjectCommand,
  NoSuchKey,
  paginateListObjectsV2,
  type S3Client,
} from '@aws-sdk/client-s3';

/**
 * Reads the objects of a bucket. Needs `s3:ListBucket` on it, `s3:GetObject` on the objects, and
 * `kms:Decrypt` on its key.
 */
export function createObjectReader(client: S3Client, bucket: string) {
  return {
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
