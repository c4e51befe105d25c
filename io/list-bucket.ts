import { ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import type { DayRange } from './days-of-trail.ts';
import { describeS3Error } from './describe-s3-error.ts';

/** What stands in a bucket, or why it could not be seen. The key of a folder ends in a slash. */
export type Listed =
  | { readonly kind: 'folder'; readonly key: string }
  | {
      readonly kind: 'object';
      readonly key: string;
      readonly etag: string | undefined;
      readonly size: number;
    }
  /** From some page on, what begins with the key could not be listed. */
  | { readonly kind: 'failed'; readonly key: string; readonly problem: string };

/** A bucket, and how it is reached. */
export type Bucket = {
  readonly client: S3Client;
  readonly bucket: string;
  readonly signal: AbortSignal;
};

/** Every object whose key begins so, in the order of keys; only its days, where they are given. */
export async function* listKeys(
  bucket: Bucket,
  prefix: string,
  days: DayRange | null,
): AsyncGenerator<Listed> {
  const more = days?.startAfter == null ? {} : { StartAfter: days.startAfter };
  for await (const listed of listPages(bucket, prefix, more)) {
    if (days?.isBeyond(listed.key)) return;
    yield listed;
  }
}

/** What stands directly below. */
export function listFolder(bucket: Bucket, prefix: string): AsyncGenerator<Listed> {
  return listPages(bucket, prefix, { Delimiter: '/' });
}

async function* listPages(
  { client, bucket, signal }: Bucket,
  prefix: string,
  more: { readonly StartAfter?: string; readonly Delimiter?: string },
): AsyncGenerator<Listed> {
  let token: string | undefined;
  do {
    const input = { ...more, Bucket: bucket, Prefix: prefix, ContinuationToken: token };
    const page = await client
      .send(new ListObjectsV2Command(input), { abortSignal: signal })
      .catch((error: Error) => error);
    if (page instanceof Error) {
      if (signal.aborted) return;
      const asked = { permission: 's3:ListBucket', on: `arn:aws:s3:::${bucket}` } as const;
      yield { kind: 'failed', key: prefix, problem: describeS3Error(page, asked) };
      return;
    }
    for (const { Key = '', ETag, Size = 0 } of page.Contents ?? []) {
      // An empty object by which consoles show a folder is none.
      if (Size === 0 && Key.endsWith('/')) continue;
      yield { kind: 'object', key: Key, etag: ETag, size: Size };
    }
    for (const { Prefix = '' } of page.CommonPrefixes ?? []) yield { kind: 'folder', key: Prefix };
    token = page.NextContinuationToken;
  } while (token !== undefined);
}
