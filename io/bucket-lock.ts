import {
  GetBucketVersioningCommand,
  GetObjectLockConfigurationCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import type { SeenLock } from '../core/doctor/check-bucket.ts';
import { CLIENT_OPTIONS } from './client-options.ts';

/**
 * How a bucket is locked; null where there is none. Needs `s3:GetBucketObjectLockConfiguration` and
 * `s3:GetBucketVersioning`.
 */
export async function lookAtLock(bucket: string, region: string): Promise<SeenLock | null> {
  const client = new S3Client({ ...CLIENT_OPTIONS, region });
  try {
    const { Status } = await client.send(new GetBucketVersioningCommand({ Bucket: bucket }));
    const retention = await defaultRetention(bucket, client);
    const days = retention?.Days ?? (retention?.Years === undefined ? null : retention.Years * 365);
    return { versioned: Status === 'Enabled', mode: retention?.Mode ?? null, days };
  } catch (error) {
    if (error instanceof S3ServiceException && error.name === 'NoSuchBucket') return null;
    throw error;
  }
}

async function defaultRetention(bucket: string, client: S3Client) {
  try {
    const command = new GetObjectLockConfigurationCommand({ Bucket: bucket });
    const { ObjectLockConfiguration } = await client.send(command);
    return ObjectLockConfiguration?.Rule?.DefaultRetention;
  } catch (error) {
    const none = 'ObjectLockConfigurationNotFoundError';
    if (error instanceof S3ServiceException && error.name === none) return undefined;
    throw error;
  }
}
