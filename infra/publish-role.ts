import { Aws } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { nameOf, type Place } from '../core/watch/name-of.ts';
import { acknowledgeWildcards } from './acknowledge-wildcards.ts';

/**
 * Lets our rules publish to the two topics of a Region. A role, because a topic's policy and its key take
 * no condition on the rule that sends: with one, every message would be dropped in silence, and without
 * one, anybody's rule could publish (SNS guide, sns-key-management, read 2026-11-25).
 */
export function createPublishRole(
  scope: Construct,
  place: Place,
  topicArns: readonly string[],
): Role {
  const { region } = place;
  const anyKey = `arn:${Aws.PARTITION}:kms:${region}:${Aws.ACCOUNT_ID}:key/*`;
  const role = new Role(scope, 'PublishRole', {
    roleName: nameOf('publishRole', place),
    description: 'Lets rules of the watcher publish to its topics',
    assumedBy: new ServicePrincipal('events.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
    }),
    inlinePolicies: {
      publish: new PolicyDocument({
        statements: [
          new PolicyStatement({ actions: ['sns:Publish'], resources: [...topicArns] }),
          new PolicyStatement({
            actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
            resources: [anyKey],
            conditions: {
              'ForAnyValue:StringEquals': { 'kms:ResourceAliases': nameOf('topicsKey', place) },
            },
          }),
        ],
      }),
    },
  });
  acknowledgeWildcards(role, {
    [anyKey]: 'The key is held by its alias: the topics may stand in another stack of the Region.',
  });
  return role;
}
