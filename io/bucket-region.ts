import { GetBucketLocationCommand, S3Client } from '@aws-sdk/client-s3';
import { CLIENT_OPTIONS } from './client-options.ts';

/** The Region in which a bucket lies. Needs `s3:GetBucketLocation`. */
export async function readBucketRegion(bucket: string): Promise<string> {
  const client = new S3Client({ ...CLIENT_OPTIONS, followRegionRedirects: true });
  const { LocationConstraint } = await client.send(
    new GetBucketLocationCommand({ Bucket: bucket }),
  );
  /** The first Region has no name there. */
  return LocationConstraint ?? 'us-east-1';
}
