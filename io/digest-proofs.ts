import { CloudTrailClient, ListPublicKeysCommand } from '@aws-sdk/client-cloudtrail';
import { HeadObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { DigestSignature } from '../core/prove/digest-signatures.ts';
import { CLIENT_OPTIONS } from './client-options.ts';

/** A public key of CloudTrail, as it is saved. */
export type SavedKey = {
  readonly Fingerprint: string;
  /** DER in base64. */
  readonly Value: string;
  readonly Region: string;
  readonly ValidityStartTime: string | null;
  readonly ValidityEndTime: string | null;
};

/**
 * Reads the signature in the metadata of a digest's object; null where it has none. It asks in a Region of
 * the bucket's partition, and is sent on to the bucket's own. Needs `s3:GetObject`.
 */
export function createSignatureReader(region: string) {
  const client = new S3Client({ ...CLIENT_OPTIONS, region, followRegionRedirects: true });
  return async (bucket: string, key: string): Promise<DigestSignature | null> => {
    const { Metadata = {} } = await client.send(
      new HeadObjectCommand({ Bucket: bucket, Key: key }),
    );
    const { signature, 'signature-algorithm': algorithm } = Metadata;
    const backfillGenerated = Metadata['backfill-generation-timestamp'];
    if (signature === undefined || algorithm !== 'SHA256withRSA') return null;
    const late = backfillGenerated === undefined ? {} : { backfillGenerated };
    return { bucket, key, signature, algorithm, ...late };
  };
}

/** Lists the keys with which CloudTrail signed in a Region; every Region has its own. Needs `cloudtrail:ListPublicKeys`. */
export async function listDigestKeys(
  region: string,
  fromMs: number,
  untilMs: number,
): Promise<readonly SavedKey[]> {
  const client = new CloudTrailClient({ ...CLIENT_OPTIONS, region });
  const keys: SavedKey[] = [];
  let NextToken: string | undefined;
  do {
    const answer = await client.send(
      new ListPublicKeysCommand({
        StartTime: new Date(fromMs),
        EndTime: new Date(untilMs),
        ...(NextToken === undefined ? {} : { NextToken }),
      }),
    );
    for (const { Fingerprint, Value, ValidityStartTime, ValidityEndTime } of answer.PublicKeyList ??
      []) {
      if (Fingerprint === undefined || Value === undefined) continue;
      keys.push({
        ...{ Fingerprint, Region: region, Value: Buffer.from(Value).toString('base64') },
        ValidityStartTime: ValidityStartTime?.toISOString() ?? null,
        ValidityEndTime: ValidityEndTime?.toISOString() ?? null,
      });
    }
    NextToken = answer.NextToken;
  } while (NextToken !== undefined);
  return keys;
}
