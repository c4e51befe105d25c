import { S3ServiceException } from '@aws-sdk/client-s3';
import { expect, it } from 'vitest';
import { describeS3Error } from '../../io/describe-s3-error.ts';

const answer = (name: string, httpStatusCode: number, message = 'as S3 says it') =>
  new S3ServiceException({ name, message, $fault: 'client', $metadata: { httpStatusCode } });
const named = (name: string, message: string) => Object.assign(new Error(message), { name });
const asked = { permission: 's3:GetObject', on: 'arn:aws:s3:::trail/AWSLogs/a.json.gz' } as const;

it.each([
  [
    answer('AccessDenied', 403),
    'access denied: s3:GetObject is needed on arn:aws:s3:::trail/AWSLogs/a.json.gz',
  ],
  [
    answer('Forbidden', 403),
    'access denied: s3:GetObject is needed on arn:aws:s3:::trail/AWSLogs/a.json.gz',
  ],
  [
    answer('AccessDenied', 403, 'not authorized to perform: kms:Decrypt on resource'),
    'access denied: s3:GetObject is needed on arn:aws:s3:::trail/AWSLogs/a.json.gz and kms:Decrypt on its key',
  ],
  [answer('NoSuchBucket', 404), 'there is no such bucket'],
  [answer('NoSuchKey', 404), 'it vanished after it was listed'],
  [answer('PreconditionFailed', 412), 'it changed after it was listed'],
  [answer('SlowDown', 503), 'S3 could not be asked: 503 SlowDown: as S3 says it'],
  [
    named('CredentialsProviderError', 'Could not load'),
    'no credentials of AWS were found (Could not load): set AWS_PROFILE or --profile',
  ],
  [named('Error', 'Region is missing'), 'no Region: set AWS_REGION or --region'],
  [named('Error', 'connect ECONNREFUSED'), 'S3 could not be asked: Error: connect ECONNREFUSED'],
])('%s', (error, problem) => expect(describeS3Error(error, asked)).toBe(problem));
