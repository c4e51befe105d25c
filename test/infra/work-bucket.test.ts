import { expect, it } from 'vitest';
import { ofType, synthesize } from './synthesize.ts';

const WORK = {
  'Fn::Join': ['', ['bedrock-geofence-work-', { Ref: 'AWS::AccountId' }, '-eu-central-1']],
};
const home = synthesize()['bedrock-geofence-home'];
const bucket = ofType(home, 'AWS::S3::Bucket').find(
  ({ BucketName }) => JSON.stringify(BucketName) === JSON.stringify(WORK),
);

it('the work bucket is encrypted, closed to the public, and logs who uses it', () => {
  expect(bucket).toMatchObject({
    BucketEncryption: {
      ServerSideEncryptionConfiguration: [
        { ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } },
      ],
    },
    PublicAccessBlockConfiguration: {
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    },
    OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
    LoggingConfiguration: { LogFilePrefix: 'work/' },
  });
});

it('it keeps no versions, and nothing for longer than 30 days', () => {
  expect(bucket?.VersioningConfiguration).toBeUndefined();
  expect(bucket?.LifecycleConfiguration).toEqual({
    Rules: [
      {
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
        ExpirationInDays: 30,
        Status: 'Enabled',
      },
    ],
  });
});

it('it is reached over TLS 1.2 or newer alone', () => {
  const policies = ofType(home, 'AWS::S3::BucketPolicy').filter(({ Bucket }) =>
    JSON.stringify(Bucket).includes('Work'),
  );
  expect(policies).toHaveLength(1);
  expect(policies[0]?.PolicyDocument).toMatchObject({
    Statement: [
      { Effect: 'Deny', Action: 's3:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
      {
        Effect: 'Deny',
        Action: 's3:*',
        Condition: { NumericLessThan: { 's3:TlsVersion': 1.2 } },
      },
    ],
  });
});
