import { Aws } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import { nameOf, type Place } from '../core/watch/name-of.ts';
import type { WatcherFunction, WatcherFunctionProps } from './watcher-function.ts';

/** Starts a function again and again, in UTC. */
export class Schedule extends Construct {
  constructor(
    scope: Construct,
    id: string,
    place: Place,
    part: WatcherFunctionProps['part'],
    /** `rate(1 hour)`, or `cron(35 * * * ? *)`. */
    scheduleExpression: string,
    { function: target }: WatcherFunction,
  ) {
    super(scope, id);
    const role = new Role(this, 'Role', {
      roleName: `${place.prefix}-schedule-${part}-${place.region}`,
      description: `Starts ${part}`,
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
      inlinePolicies: {
        start: new PolicyDocument({
          statements: [
            new PolicyStatement({
              actions: ['lambda:InvokeFunction'],
              resources: [target.functionArn],
            }),
          ],
        }),
      },
    });
    new CfnSchedule(this, 'Resource', {
      name: nameOf(part, place),
      description: `Starts ${part}`,
      scheduleExpression,
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: target.functionArn,
        roleArn: role.roleArn,
        retryPolicy: { maximumRetryAttempts: 2, maximumEventAgeInSeconds: 900 },
      },
    });
  }
}
