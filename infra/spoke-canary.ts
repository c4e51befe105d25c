import { Aws } from 'aws-cdk-lib';
import {
  Effect,
  PolicyDocument,
  PolicyStatement,
  Role,
  ServicePrincipal,
} from 'aws-cdk-lib/aws-iam';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import { nameOf, type Place } from '../core/watch/name-of.ts';

/** Any model that is known everywhere does: the call is refused before it is looked at. */
const CALL = {
  ModelId: 'amazon.nova-micro-v1:0',
  Messages: [{ Role: 'user', Content: [{ Text: '.' }] }],
};

/**
 * Each hour a call of a model by a role that is denied every use of Bedrock, made by the scheduler
 * itself: a spoke holds no function. Its universal target takes no `invokeModel`, and `converse` is not on
 * the list of what it refuses (Scheduler user guide, managing-targets-universal, read 2026-11-25). A
 * refusal is what is wanted, so that nothing is tried again.
 */
export class SpokeCanary extends Construct {
  constructor(scope: Construct, id: string, place: Place) {
    super(scope, id);
    const role = new Role(this, 'Role', {
      roleName: nameOf('canaryRole', place),
      description: 'Calls a model and must be refused: proves that the watcher sees this account',
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
      inlinePolicies: {
        refuse: new PolicyDocument({
          statements: [
            new PolicyStatement({
              sid: 'NoBedrockAtAll',
              effect: Effect.DENY,
              actions: ['bedrock:*'],
              resources: ['*'],
            }),
          ],
        }),
      },
    });
    new CfnSchedule(this, 'Schedule', {
      name: nameOf('canary', place),
      description: 'The canary of this account and Region',
      scheduleExpression: 'rate(1 hour)',
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: `arn:${Aws.PARTITION}:scheduler:::aws-sdk:bedrockruntime:converse`,
        roleArn: role.roleArn,
        input: JSON.stringify(CALL),
        retryPolicy: { maximumRetryAttempts: 0 },
      },
    });
  }
}
