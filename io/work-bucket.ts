import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  paginateListObjectsV2,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { CLIENT_OPTIONS } from './client-options.ts';

/** S3 takes parts of 5 MiB and more, and 10,000 of them (S3 user guide, read 2026-11-25). */
const PART_BYTES = 8 * 1024 * 1024;

/**
 * A bucket for what can be made again. Needs `s3:GetObject` and `s3:PutObject` on its objects and
 * `s3:ListBucket` on it.
 */
export function createWorkBucket(bucket: string, region: string) {
  const client = new S3Client({ ...CLIENT_OPTIONS, region });
  return {
    async put(key: string, bytes: Uint8Array): Promise<void> {
      await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: bytes }));
    },
    /** Null where there is none; S3 says so only to whoever may list the bucket. */
    async read(key: string): Promise<Uint8Array | null> {
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
        return (await Body?.transformToByteArray()) ?? new Uint8Array();
      } catch (error) {
        if (error instanceof NoSuchKey) return null;
        throw error;
      }
    },
    async *list(prefix: string): AsyncGenerator<string> {
      const pages = paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: prefix });
      for await (const { Contents = [] } of pages) for (const { Key = '' } of Contents) yield Key;
    },
    /** Writes an object piece by piece: never more than one part is in memory. */
    async write(key: string, pieces: AsyncIterable<Uint8Array>): Promise<void> {
      const place = { Bucket: bucket, Key: key };
      const { UploadId } = await client.send(new CreateMultipartUploadCommand(place));
      const upload = { ...place, UploadId };
      const parts: { readonly ETag: string | undefined; readonly PartNumber: number }[] = [];
      let waiting: Uint8Array[] = [];
      const send = async () => {
        const PartNumber = parts.length + 1;
        const part = new UploadPartCommand({ ...upload, PartNumber, Body: Buffer.concat(waiting) });
        waiting = [];
        const { ETag } = await client.send(part);
        parts.push({ ETag, PartNumber });
      };
      try {
        for await (const piece of pieces) {
          waiting.push(piece);
          if (waiting.reduce((sum, { length }) => sum + length, 0) >= PART_BYTES) await send();
        }
        if (waiting.length > 0 || parts.length === 0) await send();
        const complete = { ...upload, MultipartUpload: { Parts: parts } };
        await client.send(new CompleteMultipartUploadCommand(complete));
      } catch (error) {
        await client.send(new AbortMultipartUploadCommand(upload)).catch(() => undefined);
        throw error;
      }
    },
  };
}
