import { setTimeout as sleep } from 'node:timers/promises';
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { describeS3Error } from './describe-s3-error.ts';
import { MAX_UNPACKED_BYTES, type Unzipped } from './unzip.ts';

/** An object as it was listed. */
export type ListedObject = {
  readonly bucket: string;
  readonly key: string;
  readonly etag: string | undefined;
  readonly size: number;
};

const TRIES = 4;
const WAIT_MS = 200;

/**
 * The bytes of an object, if they are those that were listed. What S3 answers is tried again by the
 * client; a body that is cut off is tried again here, each time after twice as long.
 */
export async function fetchObject(
  client: S3Client,
  object: ListedObject,
  signal: AbortSignal,
): Promise<Unzipped> {
  if (object.size > MAX_UNPACKED_BYTES) {
    return unreadable(`it has ${object.size} bytes, more than 256 MiB`);
  }
  for (let tries = 1; ; tries += 1) {
    try {
      const bytes = await get(client, object, signal);
      return { kind: 'bytes', bytes };
    } catch (error) {
      if (tries === TRIES || signal.aborted || !(error instanceof CutOff)) {
        const on = `arn:aws:s3:::${object.bucket}/${object.key}`;
        return unreadable(
          error instanceof CutOff
            ? `it was cut off ${TRIES} times while it was fetched`
            : describeS3Error(error, { permission: 's3:GetObject', on }),
        );
      }
    }
    await sleep(WAIT_MS * 2 ** (tries - 1));
  }
}

/** A body that ended too early. */
class CutOff extends Error {}

async function get(
  client: S3Client,
  { bucket, key, etag, size }: ListedObject,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const command = new GetObjectCommand({ Bucket: bucket, Key: key, IfMatch: etag });
  const { Body } = await client.send(command, { abortSignal: signal });
  // An array of its own, so that a thread may be given it.
  const bytes = new Uint8Array(size);
  let length = 0;
  try {
    for await (const part of Body as AsyncIterable<Uint8Array>) {
      if (length + part.length > size) throw new CutOff();
      bytes.set(part, length);
      length += part.length;
    }
  } catch (error) {
    throw signal.aborted ? error : new CutOff('', { cause: error });
  }
  if (length < size) throw new CutOff();
  return bytes;
}

function unreadable(problem: string): Unzipped {
  return { kind: 'unreadable', problem, place: null };
}
