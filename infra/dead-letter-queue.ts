import { Aws, Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

/** What every queue of the watcher has. */
export function queueProps(queueName: string) {
  return {
    queueName,
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: Duration.days(14),
    removalPolicy: RemovalPolicy.DESTROY,
  };
}

export function createDeadLetters(scope: Construct, id: string, queueName: string): Queue {
  const queue = new Queue(scope, id, queueProps(queueName));
  Validations.of(queue).acknowledge({
    id: 'AwsSolutions::AwsSolutions-SQS3',
    reason: 'It is a dead-letter queue itself, with an alarm on its first message.',
  });
  return queue;
}

/** Lets only rules of that name send. */
export function allowRules(queue: Queue, ...ruleNames: readonly string[]): void {
  const arn = (name: string) =>
    `arn:${Aws.PARTITION}:events:${Aws.REGION}:${Aws.ACCOUNT_ID}:rule/${name}`;
  const [first = ''] = ruleNames.map(arn);
  queue.addToResourcePolicy(
    new PolicyStatement({
      sid: 'OnlyTheRule',
      principals: [new ServicePrincipal('events.amazonaws.com')],
      actions: ['sqs:SendMessage'],
      resources: [queue.queueArn],
      conditions: {
        ArnLike: { 'aws:SourceArn': ruleNames.length === 1 ? first : ruleNames.map(arn) },
      },
    }),
  );
}
