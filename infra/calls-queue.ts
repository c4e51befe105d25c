import { Duration } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { CALLS_PATTERN } from '../core/watch/calls-pattern.ts';
import { nameOf, type Place } from '../core/watch/name-of.ts';
import { admitSpokes } from './admit-spokes.ts';
import { allowRules, createDeadLetters, queueProps } from './dead-letter-queue.ts';
import type { Organization } from './deployment.ts';
import { BATCH_WINDOW, INGEST_TIMEOUT } from './ingest-timing.ts';
import { RETRY_FOR_A_DAY } from './retry-for-a-day.ts';

/**
 * The rule on Bedrock's CloudTrail events, the queue that it fills, and the two queues for what could
 * not go on. State `ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS`: records of inference are read-only,
 * and a rule that is only enabled never sees them (EventBridge user guide,
 * eb-service-event-cloudtrail, read 2026-11-23).
 */
export class CallsQueue extends Construct {
  readonly queue: Queue;
  readonly ruleDeadLetters: Queue;

  constructor(scope: Construct, id: string, place: Place, organization: Organization | null) {
    super(scope, id);
    const failed = createDeadLetters(this, 'Failed', nameOf('callsDeadLetters', place));
    this.ruleDeadLetters = createDeadLetters(this, 'Undelivered', nameOf('ruleDeadLetters', place));
    this.queue = new Queue(this, 'Queue', {
      ...queueProps(nameOf('callsQueue', place)),
      /** At least six times the function's timeout and the window (Lambda guide, services-sqs-configure). */
      visibilityTimeout: Duration.seconds(
        6 * INGEST_TIMEOUT.toSeconds() + BATCH_WINDOW.toSeconds(),
      ),
      /** At least five, so that a function that is held back for a while loses nothing. */
      deadLetterQueue: { queue: failed, maxReceiveCount: 5 },
    });
    const ruleName = nameOf('callsRule', place);
    new CfnRule(this, 'Rule', {
      name: ruleName,
      description: 'Bedrock inference as CloudTrail records it',
      state: 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS',
      eventPattern: CALLS_PATTERN,
      targets: [
        {
          id: 'queue',
          arn: this.queue.queueArn,
          retryPolicy: RETRY_FOR_A_DAY,
          deadLetterConfig: { arn: this.ruleDeadLetters.queueArn },
        },
      ],
    });
    allowRules(this.queue, ruleName);
    if (organization !== null) admitSpokes(this.queue, place, organization);
    allowRules(this.ruleDeadLetters, `${place.prefix}-*`);
  }
}
