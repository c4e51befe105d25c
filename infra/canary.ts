import { Aws, Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  Effect,
  PolicyDocument,
  PolicyStatement,
  Role,
  ServicePrincipal,
} from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import { nameOf, type Place } from '../core/watch/name-of.ts';
import type { Deployment } from './deployment.ts';
import { createFunctionRole } from './function-role.ts';

/**
 * Each hour a call of a model by a role that is denied every use of Bedrock. No inference and no cost;
 * its denial must come through trail, rule, queue and ingest, or an alarm rings.
 */
export class Canary extends Construct {
  constructor(scope: Construct, id: string, place: Place, deployment: Deployment, code: string) {
    super(scope, id);
    const functionName = nameOf('canary', place);
    const logGroup = new LogGroup(this, 'Log', {
      logGroupName: `/aws/lambda/${functionName}`,
      retention: deployment.logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = createFunctionRole(
      this,
      nameOf('canaryRole', place),
      'Calls a model and must be refused',
      logGroup,
      [
        new PolicyStatement({
          sid: 'NoBedrockAtAll',
          effect: Effect.DENY,
          actions: ['bedrock:*'],
          resources: ['*'],
        }),
      ],
    );
    const canary = new LambdaFunction(this, 'Function', {
      functionName,
      description: 'Calls a model and must be refused: proves that the watcher sees',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: Code.fromAsset(code),
      role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      memorySize: 128,
      timeout: Duration.seconds(30),
    });
    const scheduleRole = new Role(this, 'ScheduleRole', {
      roleName: nameOf('scheduleRole', place),
      description: 'Starts the canary',
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
      inlinePolicies: {
        start: new PolicyDocument({
          statements: [
            new PolicyStatement({
              actions: ['lambda:InvokeFunction'],
              resources: [canary.functionArn],
            }),
          ],
        }),
      },
    });
    new CfnSchedule(this, 'Schedule', {
      name: functionName,
      description: 'The canary, each hour',
      scheduleExpression: 'rate(1 hour)',
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: canary.functionArn,
        roleArn: scheduleRole.roleArn,
        retryPolicy: { maximumRetryAttempts: 2, maximumEventAgeInSeconds: 900 },
      },
    });
  }
}
