import { Aws } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { CALLS_PATTERN } from '../core/watch/calls-pattern.ts';
import { nameOf } from '../core/watch/name-of.ts';
import type { Hub } from './hub.ts';
import { RETRY_FOR_A_DAY } from './retry-for-a-day.ts';

/** The rule of a spoke, which sends straight to the queue of the hub in the same Region, and its role. */
export class SpokeCalls extends Construct {
  constructor(scope: Construct, id: string, hub: Hub, undelivered: Queue) {
    super(scope, id);
    const place = { prefix: hub.prefix, region: Aws.REGION };
    const ruleName = nameOf('callsRule', place);
    const queueArn = `arn:${Aws.PARTITION}:sqs:${Aws.REGION}:${hub.account}:${nameOf('callsQueue', place)}`;
    const role = new Role(this, 'Role', {
      roleName: nameOf('spokeRole', place),
      description: 'Lets the rule on calls send to the queue of the hub',
      assumedBy: new ServicePrincipal('events.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
          ArnEquals: {
            'aws:SourceArn': `arn:${Aws.PARTITION}:events:${Aws.REGION}:${Aws.ACCOUNT_ID}:rule/${ruleName}`,
          },
        },
      }),
      inlinePolicies: {
        send: new PolicyDocument({
          statements: [
            new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [queueArn] }),
          ],
        }),
      },
    });
    new CfnRule(this, 'Rule', {
      name: ruleName,
      description: 'Bedrock inference as CloudTrail records it',
      /** Records of inference are reads: a rule that is only enabled never sees them. */
      state: 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS',
      eventPattern: CALLS_PATTERN,
      targets: [
        {
          id: 'hub',
          arn: queueArn,
          roleArn: role.roleArn,
          retryPolicy: RETRY_FOR_A_DAY,
          deadLetterConfig: { arn: undelivered.queueArn },
        },
      ],
    });
  }
}
