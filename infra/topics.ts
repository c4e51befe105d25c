import { Aws, RemovalPolicy } from 'aws-cdk-lib';
import { Effect, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { nameOf } from '../core/watch/name-of.ts';
import type { Deployment } from './deployment.ts';

const ALARMS = new ServicePrincipal('cloudwatch.amazonaws.com');
const RULES = new ServicePrincipal('events.amazonaws.com');

/** Two voices: findings for people, who get them by mail, and alarms for machines. */
export class Topics extends Construct {
  readonly findings: Topic;
  readonly alarms: Topic;
  readonly key: Key;

  constructor(scope: Construct, id: string, region: string, deployment: Deployment) {
    super(scope, id);
    const { prefix, mailAddresses } = deployment;
    const place = { prefix, region };
    this.key = new Key(this, 'Key', {
      alias: nameOf('topicsKey', place),
      description: 'Messages to people and machines',
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.letEncrypt('AlarmsEncrypt', ALARMS, {
      StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
    });
    /**
     * No condition on the source: with one, every message of a rule is dropped in silence (SNS guide,
     * sns-key-management, read 2026-11-25). The topics' policies say which rules may publish.
     */
    this.letEncrypt('RulesEncrypt', RULES);
    this.findings = this.createTopic('Findings', nameOf('findingsTopic', place), deployment);
    this.alarms = this.createTopic('Alarms', nameOf('alarmsTopic', place), deployment);
    for (const address of mailAddresses) {
      this.findings.addSubscription(new EmailSubscription(address));
    }
  }

  private letEncrypt(
    sid: string,
    principal: ServicePrincipal,
    conditions?: PolicyStatement['conditions'],
  ): void {
    this.key.addToResourcePolicy(
      new PolicyStatement({
        sid,
        principals: [principal],
        actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
        resources: ['*'],
        ...(conditions === undefined ? {} : { conditions }),
      }),
    );
  }

  private createTopic(id: string, topicName: string, { prefix }: Deployment): Topic {
    const topic = new Topic(this, id, { topicName, masterKey: this.key, enforceSSL: true });
    const from = (service: string, resource: string) =>
      `arn:${Aws.PARTITION}:${service}:*:${Aws.ACCOUNT_ID}:${resource}`;
    topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AlarmsAndRulesPublish',
        effect: Effect.ALLOW,
        principals: [ALARMS, RULES],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: {
          ArnLike: {
            'aws:SourceArn': [
              from('cloudwatch', `alarm:${prefix}-*`),
              from('events', `rule/${prefix}-*`),
            ],
          },
        },
      }),
    );
    return topic;
  }
}
