import { Aws, CfnCondition, Fn } from 'aws-cdk-lib';
import { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { alarmNameOf } from '../core/measure/alarm-instances.ts';
import { WATCHER_BLIND } from '../core/measure/alarms.ts';
import { nameOf } from '../core/watch/name-of.ts';
import { spokeTampering } from '../core/watch/spoke-tampering.ts';
import { createForwardRole, homeBusArn } from './forward-role.ts';
import type { Hub } from './hub.ts';
import { RETRY_FOR_A_DAY } from './retry-for-a-day.ts';
import { TamperRules } from './tamper-rules.ts';

/**
 * How people at the hub hear of a spoke: an alarm on what it could not deliver, and changes of its parts,
 * are passed on to the bus of the hub, which tells of them as of its own Regions. Where no bus reaches
 * from Region to Region, the hub has one in each.
 */
export class SpokeAlerts extends Construct {
  constructor(scope: Construct, id: string, hub: Hub, undelivered: Queue) {
    super(scope, id);
    const place = { prefix: hub.prefix, region: Aws.REGION };
    const busReachesHome = new CfnCondition(this, 'BusReachesHome', {
      expression: Fn.conditionEquals(Aws.PARTITION, 'aws'),
    });
    busReachesHome.overrideLogicalId('BusReachesHome');
    const homeRegion = Fn.conditionIf(
      busReachesHome.logicalId,
      hub.homeRegion,
      Aws.REGION,
    ).toString();
    const busArn = homeBusArn({ prefix: hub.prefix, homeRegion }, hub.account);
    const target = {
      arn: busArn,
      roleArn: createForwardRole(this, nameOf('forwardRole', place), busArn).roleArn,
      retryPolicy: RETRY_FOR_A_DAY,
      deadLetterConfig: { arn: undelivered.queueArn },
    };
    const alarmName = alarmNameOf({ ...WATCHER_BLIND, stack: 'regional' }, place);
    new CfnAlarm(this, 'Lost', {
      alarmName,
      alarmDescription: `critical: the spoke could not deliver to the hub. Runbook: docs/runbook.md, "${WATCHER_BLIND.id}"`,
      namespace: 'AWS/SQS',
      metricName: 'ApproximateNumberOfMessagesVisible',
      dimensions: [{ name: 'QueueName', value: undelivered.queueName }],
      statistic: 'Maximum',
      period: 300,
      evaluationPeriods: 1,
      threshold: 1,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
    });
    new CfnRule(this, 'AlarmStates', {
      name: `${hub.prefix}-alarm-states`,
      description: 'Passes on the changes of state of the alarm of this spoke',
      eventPattern: {
        source: ['aws.cloudwatch'],
        'detail-type': ['CloudWatch Alarm State Change'],
        detail: { alarmName: [alarmName] },
      },
      targets: [{ id: 'target', ...target }],
    });
    new TamperRules(this, 'Tampering', hub.prefix, spokeTampering(place), target);
  }
}
