import { S3ServiceException } from '@aws-sdk/client-s3';

/** What was asked of S3, to be told with the permission that it takes. */
export type Asked = { readonly permission: 's3:ListBucket' | 's3:GetObject'; readonly on: string };

/** What an error of S3, or of the way to it, means to a person, and what to do. */
export function describeS3Error(error: unknown, { permission, on }: Asked): string {
  const { name, message } = error as Error;
  const status = error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
  if (name === 'AccessDenied' || status === 403) {
    const key = /kms/i.test(message) ? ' and kms:Decrypt on its key' : '';
    return `access denied: ${permission} is needed on ${on}${key}`;
  }
  if (name === 'NoSuchBucket') return 'there is no such bucket';
  if (name === 'NoSuchKey' || status === 404) return 'it vanished after it was listed';
  if (name === 'PreconditionFailed' || status === 412) return 'it changed after it was listed';
  if (name === 'CredentialsProviderError') {
    return `no credentials of AWS were found (${message}): set AWS_PROFILE or --profile`;
  }
  if (/region is missing/i.test(message)) return 'no Region: set AWS_REGION or --region';
  return `S3 could not be asked: ${status === undefined ? '' : `${status} `}${name}: ${message}`;
}
