import { Aws } from 'aws-cdk-lib';
import { AccountPrincipal, PolicyDocument, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { nameOf } from '../core/watch/name-of.ts';
import { acknowledgeWildcards } from './acknowledge-wildcards.ts';
import type { Hub } from './hub.ts';

/**
 * Lets two functions of the hub look: how many calls Bedrock itself counted here, whether the rule
 * stands, and which Regions are enabled. They are named in a condition, because a trust that names a role
 * as its principal cannot be deployed before that role, and breaks when the role is made anew.
 */
export function createReadRole(scope: Construct, hub: Hub): Role {
  const place = { prefix: hub.prefix, region: Aws.REGION };
  const rule = `arn:${Aws.PARTITION}:events:${Aws.REGION}:${Aws.ACCOUNT_ID}:rule/${nameOf('callsRule', place)}`;
  const readers = ['seal', 'coverage'].map(
    (part) =>
      `arn:${Aws.PARTITION}:iam::${hub.account}:role/${hub.prefix}-${part}-${hub.homeRegion}`,
  );
  const role = new Role(scope, 'ReadRole', {
    roleName: nameOf('readRole', place),
    description: 'Lets the hub compare what it saw with what Bedrock counted',
    assumedBy: new AccountPrincipal(hub.account).withConditions({
      ArnEquals: { 'aws:PrincipalArn': readers },
    }),
    inlinePolicies: {
      look: new PolicyDocument({
        statements: [
          new PolicyStatement({
            sid: 'BedrocksOwnCount',
            actions: ['cloudwatch:ListMetrics', 'cloudwatch:GetMetricData'],
            resources: ['*'],
            conditions: { StringEquals: { 'aws:RequestedRegion': Aws.REGION } },
          }),
          new PolicyStatement({
            sid: 'WhetherTheRuleStands',
            actions: ['events:DescribeRule'],
            resources: [rule],
          }),
          new PolicyStatement({
            sid: 'EnabledRegions',
            actions: ['account:ListRegions'],
            resources: [`arn:${Aws.PARTITION}:account::${Aws.ACCOUNT_ID}:account`],
          }),
        ],
      }),
    },
  });
  acknowledgeWildcards(role, {
    '*': 'ListMetrics and GetMetricData know no resources; the condition holds them to the Region.',
  });
  return role;
}
