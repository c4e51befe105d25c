import {
  GetObjectCommand,
  ListObjectsV2Command,
  paginateListObjectsV2,
  S3Client,
} from '@aws-sdk/client-s3';
import type { TrailPlace } from '../core/prove/trail-coverage.ts';
import { readTrailFileName } from '../core/prove/trail-file-name.ts';
import { CLIENT_OPTIONS } from './client-options.ts';
import { describeS3Error } from './describe-s3-error.ts';
import { unzip } from './unzip.ts';

/** Where a trail delivers: `s3://bucket/prefix`, in which `AWSLogs/` lies. */
export type TrailBucket = {
  readonly bucket: string;
  /** Without a slash at its end; may be empty. */
  readonly prefix: string;
  /** A role that may read the bucket, where it lies in another account; null for one's own. */
  readonly roleArn: string | null;
  readonly region: string;
};

type Delivered = { readonly fromMs: number; readonly untilMs: number };

type ListedBelow =
  | {
      readonly kind: 'log';
      readonly key: string;
      readonly place: TrailPlace;
      readonly deliveredMs: number;
      /** Packed. */
      readonly bytes: number;
    }
  | { readonly kind: 'other'; readonly key: string }
  | {
      readonly kind: 'gap';
      readonly key: string;
      readonly place: TrailPlace;
      readonly problem: string;
    };

const DAY_MS = 86_400_000;
/** Folders of Regions that are listed at once: a day of one takes 30 ms, of an organization's minutes. */
const FOLDERS_AT_ONCE = 16;

/**
 * A trail's log files in their bucket, found by account, Region and day. Needs `s3:ListBucket` on the bucket
 * and `s3:GetObject` on its objects, and `kms:Decrypt` where the trail encrypts with a key.
 */
export function createTrailBucket({ bucket, prefix, roleArn, region }: TrailBucket) {
  const client = (async () => {
    const options = { ...CLIENT_OPTIONS, region, followRegionRedirects: true };
    if (roleArn === null) return new S3Client(options);
    const { assumeRole } = await import('./assume-role.ts');
    return new S3Client({ ...options, credentials: assumeRole(roleArn, region) });
  })();
  const root = `${prefix === '' ? '' : `${prefix}/`}AWSLogs/`;
  return {
    async *list(delivered: Delivered) {
      const waiting: Promise<readonly ListedBelow[]>[] = [];
      for await (const regionFolder of regionFolders()) {
        waiting.push(listDays(regionFolder, delivered));
        const first = waiting.length < FOLDERS_AT_ONCE ? undefined : waiting.shift();
        if (first !== undefined) yield* await first;
      }
      for (const listing of waiting) yield* await listing;
    },
    async read(key: string) {
      try {
        const get = new GetObjectCommand({ Bucket: bucket, Key: key });
        const { Body } = await (await client).send(get);
        const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array();
        return bytes[0] === 0x1f ? await unzip(bytes) : { kind: 'bytes' as const, bytes };
      } catch (error) {
        return { kind: 'unreadable' as const, problem: describe(error) };
      }
    },
  };

  async function listDays(regionFolder: string, delivered: Delivered): Promise<ListedBelow[]> {
    const place = placeOf(regionFolder);
    const found: ListedBelow[] = [];
    for (const day of daysOf(delivered)) {
      try {
        for await (const { key, bytes } of objectsBelow(`${regionFolder}${day}/`)) {
          const is = readTrailFileName(key);
          if (is?.kind !== 'log') found.push({ kind: 'other', key });
          else if (is.deliveredMs >= delivered.fromMs) {
            found.push({ kind: 'log', key, place, deliveredMs: is.deliveredMs, bytes });
          }
        }
      } catch (error) {
        const key = `s3://${bucket}/${regionFolder}${day}/`;
        found.push({ kind: 'gap', key, place, problem: describe(error) });
      }
    }
    return found;
  }

  /** `AWSLogs/<account>/CloudTrail/<Region>/`, of an organization with its id before the account. */
  async function* regionFolders(): AsyncGenerator<string> {
    for await (const folder of foldersBelow(root)) {
      const isAccount = /\/\d{12}\/$/.test(folder);
      if (isAccount) yield* foldersBelow(`${folder}CloudTrail/`);
      else
        for await (const account of foldersBelow(folder))
          yield* foldersBelow(`${account}CloudTrail/`);
    }
  }

  async function* foldersBelow(folder: string): AsyncGenerator<string> {
    const list = { Bucket: bucket, Prefix: folder, Delimiter: '/' };
    try {
      for await (const { CommonPrefixes = [] } of paginateListObjectsV2(
        { client: await client },
        list,
      )) {
        for (const { Prefix = '' } of CommonPrefixes) yield Prefix;
      }
    } catch (error) {
      const asked = { permission: 's3:ListBucket', on: `arn:aws:s3:::${bucket}` } as const;
      throw new Error(
        `s3://${bucket}/${folder} cannot be listed: ${describeS3Error(error, asked)}`,
      );
    }
  }

  async function* objectsBelow(folder: string) {
    let from: string | undefined;
    do {
      const list = { Bucket: bucket, Prefix: folder, ContinuationToken: from };
      const page = await (await client).send(new ListObjectsV2Command(list));
      for (const { Key = '', Size = 0 } of page.Contents ?? []) yield { key: Key, bytes: Size };
      from = page.NextContinuationToken;
    } while (from !== undefined);
  }
}

function placeOf(regionFolder: string): TrailPlace {
  const [account = '', , region = ''] = regionFolder.split('/').slice(-4);
  return { accountId: account, sourceRegion: region };
}

/** Folders of days: "2026/11/03". */
function daysOf({ fromMs, untilMs }: { fromMs: number; untilMs: number }): readonly string[] {
  const days: string[] = [];
  for (let ms = Math.floor(fromMs / DAY_MS) * DAY_MS; ms <= untilMs; ms += DAY_MS) {
    days.push(new Date(ms).toISOString().slice(0, 10).replaceAll('-', '/'));
  }
  return days;
}

function describe(error: unknown): string {
  return error instanceof Error ? `S3 answered ${error.name}: ${error.message}` : String(error);
}
