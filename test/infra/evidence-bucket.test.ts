import { describe, expect, it } from 'vitest';
import { ofType, synthesize } from './synthesize.ts';

const stacks = synthesize();
const home = stacks['bedrock-geofence-home'];

describe('the evidence bucket', () => {
  const bucket = () =>
    ofType(home, 'AWS::S3::Bucket').find(({ ObjectLockEnabled }) => ObjectLockEnabled === true);

  it('is versioned, locked, encrypted, closed, and logs its access', () => {
    expect(bucket()).toMatchObject({
      VersioningConfiguration: { Status: 'Enabled' },
      ObjectLockConfiguration: {
        Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 400 } },
      },
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          { BucketKeyEnabled: true, ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } },
        ],
      },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      LoggingConfiguration: { LogFilePrefix: 'evidence/' },
    });
  });

  it('is in compliance mode by choice', () => {
    const strict = synthesize({ lockMode: 'compliance' })['bedrock-geofence-home'];
    expect(JSON.stringify(ofType(strict, 'AWS::S3::Bucket'))).toContain('"Mode":"COMPLIANCE"');
  });

  it('lets nobody delete, nothing be written without a lock, and nobody in without TLS', () => {
    const policies = ofType(home, 'AWS::S3::BucketPolicy').map(
      ({ PolicyDocument }) => PolicyDocument,
    );
    const statements = policies.flatMap(
      (document) => (document as { Statement: unknown[] }).Statement,
    );
    const deny = (over: object) =>
      expect(statements).toContainEqual(
        expect.objectContaining({ Effect: 'Deny', Principal: { AWS: '*' }, ...over }),
      );
    deny({ Action: ['s3:DeleteObject', 's3:DeleteObjectVersion'] });
    deny({ Action: 's3:PutObject', Condition: { Null: { 's3:object-lock-mode': 'true' } } });
    deny({ Condition: { NumericLessThan: { 's3:object-lock-remaining-retention-days': '399' } } });
    deny({ Action: 's3:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } });
  });

  it('its access log has no Object Lock, which AWS refuses', () => {
    const [log] = ofType(home, 'AWS::S3::Bucket').filter((each) => each !== bucket());
    expect(log).not.toHaveProperty('ObjectLockEnabled');
    expect(JSON.stringify(log)).toContain('AES256');
  });
});
