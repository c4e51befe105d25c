import { Aws, RemovalPolicy } from 'aws-cdk-lib';
import { Effect, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { nameOf } from '../core/watch/name-of.ts';
import type { Deployment } from './deployment.ts';

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
    this.key.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AlarmsAndRulesEncrypt',
        principals: publishers(),
        actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
        resources: ['*'],
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    );
    this.findings = this.createTopic('Findings', nameOf('findingsTopic', place), deployment);
    this.alarms = this.createTopic('Alarms', nameOf('alarmsTopic', place), deployment);
    for (const address of mailAddresses) {
      this.findings.addSubscription(new EmailSubscription(address));
    }
  }

  private createTopic(id: string, topicName: string, { prefix }: Deployment): Topic {
    const topic = new Topic(this, id, { topicName, masterKey: this.key, enforceSSL: true });
    const from = (service: string, resource: string) =>
      `arn:${Aws.PARTITION}:${service}:*:${Aws.ACCOUNT_ID}:${resource}`;
    topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AlarmsAndRulesPublish',
        effect: Effect.ALLOW,
        principals: publishers(),
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

function publishers(): ServicePrincipal[] {
  return [
    new ServicePrincipal('cloudwatch.amazonaws.com'),
    new ServicePrincipal('events.amazonaws.com'),
  ];
}
