import { Aws } from 'aws-cdk-lib';
import { ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { TABLES } from '../core/questions/tables.ts';
import { bucketNameOf, nameOf, type Place } from '../core/watch/name-of.ts';
import { acknowledgeWildcards } from './acknowledge-wildcards.ts';

const WHY = 'Objects are named by hashes, days and queries: no narrower name is known beforehand.';

/**
 * What somebody needs who asks questions, and no more: the workgroup, the tables, the objects below them,
 * and the results. Attached to nobody: an administrator gives it to auditors. Quarantine stays shut.
 */
export function createAuditorPolicy(scope: Construct, place: Place, key: Key): ManagedPolicy {
  const { PARTITION, ACCOUNT_ID } = Aws;
  const bucketArn = (part: 'evidence' | 'compacted' | 'work') =>
    `arn:${PARTITION}:s3:::${bucketNameOf(part, ACCOUNT_ID, place)}`;
  const glueArn = (resource: string) =>
    `arn:${PARTITION}:glue:${place.region}:${ACCOUNT_ID}:${resource}`;
  const database = nameOf('database', place);
  const objects = TABLES.map(({ bucket, prefix }) => `${bucketArn(bucket)}/${prefix}*`);
  const results = `${bucketArn('work')}/athena/*`;
  const workgroup = nameOf('questions', place);
  const allow = (
    sid: string,
    actions: string[],
    resources: string[],
    conditions?: PolicyStatement['conditions'],
  ) => new PolicyStatement({ sid, actions, resources, ...(conditions && { conditions }) });
  const policy = new ManagedPolicy(scope, 'Auditor', {
    managedPolicyName: nameOf('auditorPolicy', place),
    description: 'Lets somebody ask questions over evidence of where Bedrock inference ran',
    statements: [
      allow(
        'Ask',
        [
          'athena:GetWorkGroup',
          'athena:ListNamedQueries',
          'athena:GetNamedQuery',
          'athena:BatchGetNamedQuery',
          'athena:StartQueryExecution',
          'athena:StopQueryExecution',
          'athena:GetQueryExecution',
          'athena:BatchGetQueryExecution',
          'athena:ListQueryExecutions',
          'athena:GetQueryResults',
        ],
        [`arn:${PARTITION}:athena:${place.region}:${ACCOUNT_ID}:workgroup/${workgroup}`],
      ),
      allow(
        'SeeTheTables',
        ['glue:GetDatabase', 'glue:GetTable', 'glue:GetTables'],
        [
          glueArn('catalog'),
          glueArn(`database/${database}`),
          ...TABLES.map(({ name }) => glueArn(`table/${database}/${name}`)),
        ],
      ),
      allow('ReadWhatIsBelowThem', ['s3:GetObject'], objects),
      allow(
        'FindWhatIsBelowThem',
        ['s3:ListBucket'],
        [bucketArn('evidence'), bucketArn('compacted')],
        { StringLike: { 's3:prefix': TABLES.map(({ prefix }) => `${prefix}*`) } },
      ),
      allow('KeepResults', ['s3:PutObject', 's3:GetObject', 's3:AbortMultipartUpload'], [results]),
      allow('FindResults', ['s3:ListBucket'], [bucketArn('work')], {
        StringLike: { 's3:prefix': 'athena/*' },
      }),
      allow(
        'FindBuckets',
        ['s3:GetBucketLocation'],
        [bucketArn('evidence'), bucketArn('compacted'), bucketArn('work')],
      ),
      allow('DecryptAndEncrypt', ['kms:Decrypt', 'kms:GenerateDataKey'], [key.keyArn], {
        StringEquals: { 'kms:ViaService': `s3.${place.region}.amazonaws.com` },
      }),
    ],
  });
  acknowledgeWildcards(
    policy,
    Object.fromEntries([...objects, results].map((resource) => [resource, WHY])),
  );
  return policy;
}
