import { bucketNameOf } from './name-of.ts';

const BUCKET = /^s3:\/\/([^/]+-(\d{12})-((?:[a-z]+-)+\d+))(?:\/|$)/;

/**
 * The account of the hub that made a bucket of evidence, by the name of "s3://bucket"; null where the bucket
 * has another name, or it is a folder.
 */
export function hubOfEvidence(where: string, prefix: string): string | null {
  const [, bucket, account = '', region = ''] = BUCKET.exec(where) ?? [];
  return bucket === bucketNameOf('evidence', account, { prefix, region }) ? account : null;
}
