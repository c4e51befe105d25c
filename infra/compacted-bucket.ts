import { Aws, Duration, RemovalPolicy } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type IBucket,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { bucketNameOf, nameOf, type Place } from '../core/watch/name-of.ts';

/**
 * Where the settled copies of evidence lie that questions are asked of. Nothing in it is locked or has
 * versions: it is made from evidence, replaced when evidence comes late, and kept as evidence is. Nobody
 * but the function that settles writes into it.
 */
export class CompactedBucket extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, place: Place, encryptionKey: Key, accessLogs: IBucket) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Bucket', {
      bucketName: bucketNameOf('compacted', Aws.ACCOUNT_ID, place),
      encryption: BucketEncryption.KMS,
      encryptionKey,
      bucketKeyEnabled: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      serverAccessLogsBucket: accessLogs,
      serverAccessLogsPrefix: 'compacted/',
      removalPolicy: RemovalPolicy.RETAIN,
      lifecycleRules: [{ abortIncompleteMultipartUploadAfter: Duration.days(1) }],
    });
    const writer = `${nameOf('compact', place)}-${place.region}`;
    this.bucket.addToResourcePolicy(
      new PolicyStatement({
        sid: 'OnlyTheDailyRunWrites',
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: ['s3:PutObject'],
        resources: [this.bucket.arnForObjects('*')],
        conditions: {
          ArnNotEquals: {
            'aws:PrincipalArn': `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:role/${writer}`,
          },
        },
      }),
    );
  }
}
