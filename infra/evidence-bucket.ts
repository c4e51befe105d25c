import { Aws, Duration, RemovalPolicy } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  ObjectLockRetention,
  ObjectOwnership,
  StorageClass,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { bucketNameOf, nameOf } from '../core/watch/name-of.ts';
import type { Deployment } from './deployment.ts';

/**
 * Where evidence lies: versioned, locked, encrypted with a key of its own, reachable over TLS only. Nobody
 * can delete, not even by a marker, and nothing is written without a lock of its own.
 */
export class EvidenceBucket extends Construct {
  readonly key: Key;
  /** Where every bucket of the home stack logs who used it. */
  readonly accessLogs: Bucket;

  constructor(scope: Construct, id: string, deployment: Deployment) {
    super(scope, id);
    const { prefix, homeRegion, lockMode, retentionDays } = deployment;
    const place = { prefix, region: homeRegion };
    this.key = new Key(this, 'Key', {
      alias: nameOf('evidenceKey', place),
      description: 'Evidence of where Bedrock inference ran',
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.accessLogs = new Bucket(this, 'AccessLogs', {
      bucketName: bucketNameOf('access-logs', Aws.ACCOUNT_ID, place),
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      versioned: true,
      removalPolicy: RemovalPolicy.RETAIN,
      lifecycleRules: [
        {
          expiration: Duration.days(retentionDays),
          noncurrentVersionExpiration: Duration.days(30),
        },
      ],
    });
    const days = Duration.days(retentionDays);
    const bucket = new Bucket(this, 'Bucket', {
      bucketName: bucketNameOf('evidence', Aws.ACCOUNT_ID, place),
      encryption: BucketEncryption.KMS,
      encryptionKey: this.key,
      bucketKeyEnabled: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      versioned: true,
      objectLockEnabled: true,
      objectLockDefaultRetention:
        lockMode === 'COMPLIANCE'
          ? ObjectLockRetention.compliance(days)
          : ObjectLockRetention.governance(days),
      serverAccessLogsBucket: this.accessLogs,
      serverAccessLogsPrefix: 'evidence/',
      removalPolicy: RemovalPolicy.RETAIN,
      lifecycleRules: [
        {
          abortIncompleteMultipartUploadAfter: Duration.days(1),
          transitions: [
            {
              storageClass: StorageClass.GLACIER_INSTANT_RETRIEVAL,
              transitionAfter: Duration.days(90),
            },
          ],
        },
      ],
    });
    const deny = (
      sid: string,
      actions: readonly string[],
      conditions?: PolicyStatement['conditions'],
    ) =>
      bucket.addToResourcePolicy(
        new PolicyStatement({
          sid,
          effect: Effect.DENY,
          principals: [new AnyPrincipal()],
          actions: [...actions],
          resources: [bucket.arnForObjects('*')],
          ...(conditions === undefined ? {} : { conditions }),
        }),
      );
    deny('NobodyDeletes', ['s3:DeleteObject', 's3:DeleteObjectVersion']);
    deny('NothingWithoutALock', ['s3:PutObject'], { Null: { 's3:object-lock-mode': 'true' } });
    deny('NoShorterLock', ['s3:PutObject'], {
      NumericLessThan: { 's3:object-lock-remaining-retention-days': String(retentionDays - 1) },
    });
  }
}
