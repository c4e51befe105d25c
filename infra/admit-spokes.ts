import { Aws, CfnResource } from 'aws-cdk-lib';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, StarPrincipal } from 'aws-cdk-lib/aws-iam';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { nameOf, type Place } from '../core/watch/name-of.ts';
import type { Organization } from './deployment.ts';

/**
 * Lets the spokes of a Region send calls to its queue, from every account of the organization. The rule
 * that sends stands in the trust of the spoke's role: the queue sees the role alone (EventBridge user
 * guide, eb-service-cross-account, read 2026-11-25).
 */
export function admitSpokes(queue: Queue, place: Place, organization: Organization): void {
  queue.addToResourcePolicy(
    new PolicyStatement({
      sid: 'OnlySpokesOfTheOrganization',
      principals: [new StarPrincipal()],
      actions: ['sqs:SendMessage'],
      resources: [queue.queueArn],
      conditions: onlyRole(nameOf('spokeRole', place), organization),
    }),
  );
}

/** Lets spokes of every Region pass on their alarms and tampering. */
export function admitSpokesToBus(bus: EventBus, prefix: string, organization: Organization): void {
  const statement = new PolicyStatement({
    sid: 'OnlySpokesOfTheOrganization',
    principals: [new StarPrincipal()],
    actions: ['events:PutEvents'],
    resources: [bus.eventBusArn],
    conditions: onlyRole(nameOf('forwardRole', { prefix, region: '*' }), organization),
  });
  /** By its type: the class of CDK warns of a deprecated property that nobody sets. */
  new CfnResource(bus, 'Spokes', {
    type: 'AWS::Events::EventBusPolicy',
    properties: {
      EventBusName: bus.eventBusName,
      StatementId: 'OnlySpokesOfTheOrganization',
      Statement: statement.toStatementJson(),
    },
  });
}

function onlyRole(name: string, { id }: Organization) {
  return {
    StringEquals: { 'aws:PrincipalOrgID': id },
    ArnLike: { 'aws:PrincipalArn': `arn:${Aws.PARTITION}:iam::*:role/${name}` },
  };
}
