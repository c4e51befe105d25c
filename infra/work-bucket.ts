import { Aws, Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type IBucket,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { bucketNameOf, type Place } from '../core/watch/name-of.ts';

/** Longer than any run takes, and than anybody needs to run one on from where it failed (14 days). */
const KEPT = Duration.days(30);

/**
 * Where runs keep what can be made again: manifests, what workers hand on, results of maps and queries.
 * It holds nothing that evidence does not hold, so no versions are kept, and all of it goes after 30 days.
 */
export class WorkBucket extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, place: Place, accessLogs: IBucket) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Bucket', {
      bucketName: bucketNameOf('work', Aws.ACCOUNT_ID, place),
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      serverAccessLogsBucket: accessLogs,
      serverAccessLogsPrefix: 'work/',
      removalPolicy: RemovalPolicy.RETAIN,
      lifecycleRules: [{ expiration: KEPT, abortIncompleteMultipartUploadAfter: Duration.days(1) }],
    });
  }
}
