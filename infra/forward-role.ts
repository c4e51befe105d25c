import { Aws } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { nameOf } from '../core/watch/name-of.ts';

/** The bus in the home Region to which every Region passes on its alarms and tampering. */
export function homeBusArn(
  { prefix, homeRegion }: { readonly prefix: string; readonly homeRegion: string },
  account: string = Aws.ACCOUNT_ID,
): string {
  const name = nameOf('homeBus', { prefix, region: homeRegion });
  return `arn:${Aws.PARTITION}:events:${homeRegion}:${account}:event-bus/${name}`;
}

/** Lets our rules send to the home bus, and nothing else. */
export function createForwardRole(scope: Construct, roleName: string, busArn: string): Role {
  return new Role(scope, 'ForwardRole', {
    roleName,
    description: 'Lets rules of the watcher send to its home bus',
    assumedBy: new ServicePrincipal('events.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
    }),
    inlinePolicies: {
      send: new PolicyDocument({
        statements: [
          new PolicyStatement({
            actions: ['events:PutEvents'],
            resources: [busArn],
          }),
        ],
      }),
    },
  });
}
