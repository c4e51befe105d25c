import { bucketNameOf, type Place } from './name-of.ts';
import { FROM_AWS, type Pattern } from './pattern.ts';

const API_CALL = ['AWS API Call via CloudTrail'];

/** Patterns of events that change the watcher or the trail, by what they change. One rule for each. */
export type TamperPatterns = Readonly<Record<string, Pattern>>;

/** What is changed where calls are made: trail, rules, queues, function, mapping, alarms, invocation logs. */
export function regionalTampering({ prefix, region }: Place): TamperPatterns {
  const ours = [{ prefix: `${prefix}-` }];
  const anywhere = [{ wildcard: `*${prefix}-*` }];
  return {
    trail: changes('cloudtrail.amazonaws.com', [
      'StopLogging',
      'DeleteTrail',
      'UpdateTrail',
      'PutEventSelectors',
    ]),
    rules: changes(
      'events.amazonaws.com',
      ['PutRule', 'DeleteRule', 'DisableRule', 'EnableRule', 'PutTargets', 'RemoveTargets'],
      [{ name: ours }, { rule: ours }],
    ),
    queues: changes(
      'sqs.amazonaws.com',
      ['DeleteQueue', 'PurgeQueue', 'SetQueueAttributes', 'AddPermission', 'RemovePermission'],
      [{ queueUrl: anywhere }],
    ),
    functions: changes(
      'lambda.amazonaws.com',
      [
        'DeleteFunction20150331',
        'UpdateFunctionCode20150331v2',
        'UpdateFunctionConfiguration20150331v2',
        'PutFunctionConcurrency20171031',
      ],
      [{ functionName: anywhere }],
    ),
    mappings: {
      source: FROM_AWS,
      'detail-type': API_CALL,
      detail: {
        eventSource: ['lambda.amazonaws.com'],
        eventName: [
          'CreateEventSourceMapping20150331',
          'DeleteEventSourceMapping20150331',
          'UpdateEventSourceMapping20150331',
        ],
        $or: [
          { responseElements: { functionArn: anywhere } },
          { requestParameters: { eventSourceArn: anywhere } },
        ],
      },
    },
    alarms: changes('monitoring.amazonaws.com', ALARM_CHANGES, alarmNames(`${prefix}-${region}-`)),
    schedules: changes(
      'scheduler.amazonaws.com',
      ['DeleteSchedule', 'UpdateSchedule'],
      [{ name: ours }],
    ),
    'invocation-logs': changes('bedrock.amazonaws.com', [
      'DeleteModelInvocationLoggingConfiguration',
    ]),
  };
}

/** What is changed at home: evidence, keys, topics, subscriptions, bus, alarms. */
export function homeTampering(
  { prefix, region }: Place,
  account: string,
  keyArns: readonly string[],
): TamperPatterns {
  const ours = { wildcard: `*:${prefix}-*` };
  return {
    bucket: {
      source: FROM_AWS,
      'detail-type': API_CALL,
      detail: {
        eventSource: ['s3.amazonaws.com'],
        eventName: [{ 'anything-but': { prefix: ['Get', 'List', 'Head'] } }],
        eventCategory: ['Management'],
        requestParameters: { bucketName: [bucketNameOf('evidence', account, { prefix, region })] },
      },
    },
    keys: {
      source: FROM_AWS,
      'detail-type': API_CALL,
      detail: {
        eventSource: ['kms.amazonaws.com'],
        eventName: [
          'ScheduleKeyDeletion',
          'DisableKey',
          'PutKeyPolicy',
          'DeleteAlias',
          'UpdateAlias',
        ],
        resources: { ARN: keyArns },
      },
    },
    topics: changes(
      'sns.amazonaws.com',
      [
        'Unsubscribe',
        'DeleteTopic',
        'SetTopicAttributes',
        'SetSubscriptionAttributes',
        'AddPermission',
        'RemovePermission',
        'PutDataProtectionPolicy',
      ],
      [{ topicArn: [ours] }, { subscriptionArn: [ours] }, { resourceArn: [ours] }],
    ),
    'home-bus': changes(
      'events.amazonaws.com',
      ['DeleteEventBus', 'UpdateEventBus', 'PutPermission', 'RemovePermission'],
      [{ name: [`${prefix}-home`] }, { eventBusName: [`${prefix}-home`] }],
    ),
    'home-alarms': changes(
      'monitoring.amazonaws.com',
      ALARM_CHANGES,
      alarmNames(`${prefix}-home-`),
    ),
  };
}

const ALARM_CHANGES = [
  'DeleteAlarms',
  'DisableAlarmActions',
  'SetAlarmState',
  'PutMetricAlarm',
  'PutCompositeAlarm',
  'PutAlarmMuteRule',
];

function alarmNames(prefix: string): readonly Pattern[] {
  const alarmNames = [{ prefix }];
  return [{ alarmNames }, { alarmName: alarmNames }, { muteTargets: { alarmNames } }];
}

/** Events of one service; where `parameters` are given, one of them must match (`$or` takes no single one). */
function changes(
  eventSource: string,
  eventName: readonly string[],
  parameters: readonly Pattern[] = [],
): Pattern {
  const detail = { eventSource: [eventSource], eventName };
  const wanted = parameters.map((requestParameters) => ({ requestParameters }));
  const some = wanted.length > 1 ? { $or: wanted } : wanted[0];
  return { source: FROM_AWS, 'detail-type': API_CALL, detail: { ...detail, ...some } };
}
