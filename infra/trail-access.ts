import { Aws } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { TrailAddress } from './deployment.ts';

/**
 * What it takes to find a trail's log files and to read them. With a role of the trail's account everything
 * else is that role's to allow.
 */
export function trailAccess(trail: TrailAddress) {
  const logs = logsOf(trail);
  const objects = `arn:${Aws.PARTITION}:s3:::${trail.bucket}/${logs}*`;
  const allow = (sid: string, action: string, resource: string) =>
    new PolicyStatement({ sid, actions: [action], resources: [resource] });
  const become =
    trail.roleArn === null ? null : allow('BecomeTheTrailsReader', 'sts:AssumeRole', trail.roleArn);
  const find = new PolicyStatement({
    sid: 'FindTheTrail',
    actions: ['s3:ListBucket'],
    resources: [`arn:${Aws.PARTITION}:s3:::${trail.bucket}`],
    conditions: { StringLike: { 's3:prefix': `${logs}*` } },
  });
  const read = [
    allow('ReadTheTrail', 's3:GetObject', objects),
    ...(trail.keyArn === null ? [] : [allow('DecryptTheTrail', 'kms:Decrypt', trail.keyArn)]),
  ];
  return {
    find: become === null ? [find] : [become],
    read: become === null ? read : [become],
    both: become === null ? [...read.slice(0, 1), find, ...read.slice(1)] : [become],
    wildcards: { [objects]: "A trail's files have names by chance." },
    environment: {
      TRAIL_BUCKET: trail.bucket,
      TRAIL_PREFIX: trail.prefix,
      TRAIL_ROLE_ARN: trail.roleArn ?? '',
    },
  };
}

/** What begins the keys of a trail's log files: "org/AWSLogs/". */
export function logsOf({ prefix }: TrailAddress): string {
  return `${prefix === '' ? '' : `${prefix}/`}AWSLogs/`;
}
