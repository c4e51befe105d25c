import { Aws, RemovalPolicy } from 'aws-cdk-lib';
import { Effect, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { nameOf } from '../core/watch/name-of.ts';
import type { Deployment } from './deployment.ts';

const ALARMS = new ServicePrincipal('cloudwatch.amazonaws.com');

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
        sid: 'AlarmsEncrypt',
        principals: [ALARMS],
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
    const alarms = `arn:${Aws.PARTITION}:cloudwatch:*:${Aws.ACCOUNT_ID}:alarm:${prefix}-*`;
    topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AlarmsPublish',
        effect: Effect.ALLOW,
        principals: [ALARMS],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: { ArnLike: { 'aws:SourceArn': alarms } },
      }),
    );
    return topic;
  }
}
