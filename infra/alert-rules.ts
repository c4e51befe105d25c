import { CfnRule, type EventBus } from 'aws-cdk-lib/aws-events';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { alarmNameOf } from '../core/measure/alarm-instances.ts';
import { WATCHER_BLIND } from '../core/measure/alarms.ts';
import { nameOf, type Place } from '../core/watch/name-of.ts';
import { FROM_AWS } from '../core/watch/pattern.ts';

/** What the rules feed: people read the first, machines the second. */
export type AlertTopics = { readonly findings: ITopic; readonly alarms: ITopic };

/**
 * Rules that turn alarms' changes of state and tampering into messages. On the home bus they hear every
 * Region, and all API calls there are tampering, because nothing else is sent to it. Without a bus they
 * stand on the default bus of a Region, where the rules on tampering feed the topics themselves.
 */
export class AlertRules extends Construct {
  constructor(
    scope: Construct,
    id: string,
    place: Place,
    bus: EventBus | null,
    { findings, alarms }: AlertTopics,
    /** How the rules publish, and where it goes that they cannot. */
    how: Pick<CfnRule.TargetProperty, 'roleArn' | 'deadLetterConfig'>,
  ) {
    super(scope, id);
    const on = bus === null ? {} : { eventBusName: bus.eventBusName };
    new CfnRule(this, 'Alarms', {
      ...on,
      name: nameOf('alarmsRule', place),
      description: 'Changes of state of our alarms, for machines',
      eventPattern: {
        source: ['aws.cloudwatch'],
        'detail-type': ['CloudWatch Alarm State Change'],
        detail: { alarmName: bus === null ? regional(place) : ours(place) },
      },
      targets: [{ id: 'alarms', arn: alarms.topicArn, ...how }],
    });
    new CfnRule(this, 'Blind', {
      ...on,
      name: nameOf('blindRule', place),
      description: 'The watcher is blind: people are told',
      eventPattern: {
        source: ['aws.cloudwatch'],
        'detail-type': ['CloudWatch Alarm State Change'],
        detail: {
          alarmName:
            bus === null
              ? [alarmNameOf({ ...WATCHER_BLIND, stack: 'regional' }, place)]
              : [{ suffix: `-${WATCHER_BLIND.id}` }],
          state: { value: ['ALARM'] },
        },
      },
      targets: [{ id: 'findings', arn: findings.topicArn, inputTransformer: BLIND_TEXT, ...how }],
    });
    if (bus === null) return;
    new CfnRule(this, 'Tampering', {
      ...on,
      name: nameOf('tamperingRule', place),
      description: 'Somebody changed the trail or a part of the watcher',
      eventPattern: { source: FROM_AWS, 'detail-type': ['AWS API Call via CloudTrail'] },
      targets: [
        { id: 'findings', arn: findings.topicArn, inputTransformer: TAMPERING_TEXT, ...how },
        { id: 'alarms', arn: alarms.topicArn, ...how },
      ],
    });
  }
}

function ours({ prefix }: Place) {
  return [{ prefix: `${prefix}-` }];
}

/** Alarms at home speak for themselves: only those of the Region are passed on. */
function regional({ prefix, region }: Place) {
  return [{ prefix: `${prefix}-${region}-` }];
}

const BLIND_TEXT = {
  inputPathsMap: {
    alarm: '$.detail.alarmName',
    account: '$.account',
    region: '$.region',
    time: '$.time',
    reason: '$.detail.state.reason',
  },
  inputTemplate: [
    '"The watcher is blind in <region> of account <account> since <time>: <alarm>. Until it is mended, no sign of trouble proves nothing."',
    '"<reason>"',
    '"Runbook: watcher-blind."',
  ].join('\n'),
};

/** What people read of tampering. */
export const TAMPERING_TEXT = {
  inputPathsMap: {
    event: '$.detail.eventName',
    service: '$.detail.eventSource',
    who: '$.detail.userIdentity.arn',
    region: '$.region',
    account: '$.account',
    time: '$.detail.eventTime',
    id: '$.detail.eventID',
  },
  inputTemplate: [
    '"The watcher or its trail was changed: <event> (<service>) in <region>, account <account>, at <time>."',
    '"Who: <who>. CloudTrail event <id>."',
    '"A deployment of the watcher itself rings this too. If nobody knows of one: runbook, tampering."',
  ].join('\n'),
};
