import { GetObjectLockConfigurationCommand, HeadBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { CLIENT_OPTIONS } from './client-options.ts';
import { createEvidenceBucket } from './evidence-bucket.ts';

/**
 * Opens a bucket to write objects with the lock that it gives by default. Needs `s3:ListBucket` and
 * `s3:GetBucketObjectLockConfiguration` on it, and what writing needs. Rejects where it has no lock.
 */
export async function openLockedBucket(bucket: string) {
  const client = new S3Client({ ...CLIENT_OPTIONS, followRegionRedirects: true });
  const { BucketRegion } = await client.send(new HeadBucketCommand({ Bucket: bucket }));
  const get = new GetObjectLockConfigurationCommand({ Bucket: bucket });
  const { ObjectLockConfiguration } = await client.send(get);
  const { Mode, Days, Years } = ObjectLockConfiguration?.Rule?.DefaultRetention ?? {};
  const lockDays = Days ?? (Years === undefined ? undefined : Years * 366);
  if (Mode === undefined || lockDays === undefined) {
    throw new Error('it locks nothing by default: it is no bucket of the watcher');
  }
  const region = BucketRegion ?? (await client.config.region());
  return createEvidenceBucket({ bucket, region, lockMode: Mode, lockDays });
}
