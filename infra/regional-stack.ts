import { Aws, Stack } from 'aws-cdk-lib';
import { CfnRule, EventBus } from 'aws-cdk-lib/aws-events';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { nameOf, type Place } from '../core/watch/name-of.ts';
import { regionalTampering } from '../core/watch/tamper-patterns.ts';
import { admitSpokesToBus } from './admit-spokes.ts';
import { Alarms } from './alarms.ts';
import { AlertRules, type AlertTopics, TAMPERING_TEXT } from './alert-rules.ts';
import type { BundledCode } from './bundle-code.ts';
import { CallsQueue } from './calls-queue.ts';
import { Canary } from './canary.ts';
import type { Deployment } from './deployment.ts';
import { DriftWatch } from './drift.ts';
import { createForwardRole, homeBusArn } from './forward-role.ts';
import { Ingest } from './ingest.ts';
import { createPublishRole } from './publish-role.ts';
import { TamperRules } from './tamper-rules.ts';
import { Topics } from './topics.ts';

/** What stands in each source Region: rule, queue, ingest, canary, drift watch, and the alarms. */
export class RegionalStack extends Stack {
  constructor(scope: Construct, region: string, deployment: Deployment, code: BundledCode) {
    const place = { prefix: deployment.prefix, region };
    super(scope, nameOf('regionalStack', place), {
      stackName: nameOf('regionalStack', place),
      description: 'bedrock-geofence: watches the calls that are made in this Region',
      env: { region },
    });
    const calls = new CallsQueue(this, 'Calls', place, deployment.organization);
    new Ingest(this, 'Ingest', place, deployment, code.ingest, calls.queue);
    new Canary(this, 'Canary', place, deployment, code.canary);
    new DriftWatch(this, 'DriftWatch', place, deployment, code.drift);
    new Alarms(this, 'Alarms', 'regional', region, deployment, { all: [], blind: [] });

    const patterns = regionalTampering(place);
    const deadLetterConfig = { arn: calls.ruleDeadLetters.queueArn };
    if (deployment.partition === 'aws') {
      const busArn = homeBusArn(deployment);
      const role = createForwardRole(this, nameOf('forwardRole', place), busArn);
      const target = { arn: busArn, roleArn: role.roleArn, deadLetterConfig };
      new TamperRules(this, 'Tampering', place.prefix, patterns, target);
      new CfnRule(this, 'AlarmStates', {
        name: `${place.prefix}-alarm-states`,
        description: 'Passes on the changes of state of the alarms of this Region',
        eventPattern: {
          source: ['aws.cloudwatch'],
          'detail-type': ['CloudWatch Alarm State Change'],
          detail: { alarmName: [{ prefix: `${place.prefix}-${region}-` }] },
        },
        targets: [{ id: 'target', ...target }],
      });
    } else {
      const topics = this.topicsOf(region, deployment);
      const { findings } = topics;
      const how = { roleArn: this.publisherOf(region, deployment, topics), deadLetterConfig };
      new AlertRules(this, 'Alerts', place, null, topics, how);
      this.hearSpokes(place, deployment, topics, how);
      const target = { arn: findings.topicArn, inputTransformer: TAMPERING_TEXT, ...how };
      new TamperRules(this, 'Tampering', place.prefix, patterns, target);
    }
  }

  /** Where no bus reaches home, the spokes of a Region pass on their alarms and tampering to a bus of it. */
  private hearSpokes(
    place: Place,
    { organization }: Deployment,
    topics: AlertTopics,
    how: Pick<CfnRule.TargetProperty, 'roleArn' | 'deadLetterConfig'>,
  ): void {
    if (organization === null) return;
    const bus = new EventBus(this, 'SpokesBus', {
      eventBusName: nameOf('homeBus', place),
      description: 'Alarms and tampering of the spokes of this Region',
    });
    admitSpokesToBus(bus, place.prefix, organization);
    new AlertRules(this, 'SpokesAlerts', place, bus, topics, how);
  }

  /** Each Region with topics has one role that publishes to them; that of the home Region exists. */
  private publisherOf(region: string, deployment: Deployment, topics: AlertTopics): string {
    const place = { prefix: deployment.prefix, region };
    if (region === deployment.homeRegion) {
      return `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:role/${nameOf('publishRole', place)}`;
    }
    const { findings, alarms } = topics;
    return createPublishRole(this, place, [findings.topicArn, alarms.topicArn]).roleArn;
  }

  /** Where no bus reaches home, each Region has topics of its own; those of the home Region exist. */
  private topicsOf(region: string, deployment: Deployment): AlertTopics {
    if (region !== deployment.homeRegion) return new Topics(this, 'Topics', region, deployment);
    const place = { prefix: deployment.prefix, region };
    const arn = (name: string) => `arn:${Aws.PARTITION}:sns:${region}:${Aws.ACCOUNT_ID}:${name}`;
    return {
      findings: Topic.fromTopicArn(this, 'FindingsTopic', arn(nameOf('findingsTopic', place))),
      alarms: Topic.fromTopicArn(this, 'AlarmsTopic', arn(nameOf('alarmsTopic', place))),
    };
  }
}
