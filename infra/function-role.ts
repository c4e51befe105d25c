import { Aws } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';

/** A role for one function: it may write its own log, and what the statements say. */
export function createFunctionRole(
  scope: Construct,
  roleName: string,
  description: string,
  logGroup: LogGroup,
  statements: readonly PolicyStatement[],
): Role {
  return new Role(scope, 'Role', {
    roleName,
    description,
    assumedBy: new ServicePrincipal('lambda.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
    }),
    inlinePolicies: {
      work: new PolicyDocument({
        statements: [
          new PolicyStatement({
            sid: 'WriteItsLog',
            actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
            resources: [logGroup.logGroupArn],
          }),
          ...statements,
        ],
      }),
    },
  });
}
