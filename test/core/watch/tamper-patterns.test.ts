import { describe, expect, it } from 'vitest';
import { matchesPattern } from '../../../core/watch/matches-pattern.ts';
import { homeTampering, regionalTampering } from '../../../core/watch/tamper-patterns.ts';

const place = { prefix: 'bedrock-geofence', region: 'eu-central-1' };
const KEY = 'arn:aws:kms:eu-central-1:111122223333:key/1';
const home = homeTampering(place, '111122223333', [KEY]);
const regional = regionalTampering(place);
const BUCKET = 'bedrock-geofence-evidence-111122223333-eu-central-1';

const event = (service: string, eventName: string, requestParameters: object, more = {}) => ({
  source: `aws.${service}`,
  'detail-type': 'AWS API Call via CloudTrail',
  detail: {
    eventSource: `${service}.amazonaws.com`,
    eventName,
    requestParameters,
    eventCategory: 'Management',
    ...more,
  },
});
const found = (patterns: typeof home, of: object) =>
  Object.entries(patterns)
    .filter(([, pattern]) => matchesPattern(pattern, of))
    .map(([what]) => what);
const QUEUE = 'https://sqs.eu-central-1.amazonaws.com/111122223333/bedrock-geofence-calls';

describe('in each Region', () => {
  it.each<readonly [string, object]>([
    ['trail', event('cloudtrail', 'StopLogging', { name: 'any' })],
    ['trail', event('cloudtrail', 'PutEventSelectors', { trailName: 'any' })],
    ['rules', event('events', 'DisableRule', { name: 'bedrock-geofence-calls' })],
    ['rules', event('events', 'RemoveTargets', { rule: 'bedrock-geofence-calls', ids: ['queue'] })],
    ['rules', event('events', 'EnableRule', { name: 'bedrock-geofence-calls' })],
    ['queues', event('sqs', 'PurgeQueue', { queueUrl: QUEUE })],
    [
      'functions',
      event('lambda', 'UpdateFunctionCode20150331v2', { functionName: 'bedrock-geofence-ingest' }),
    ],
    [
      'functions',
      event('lambda', 'PutFunctionConcurrency20171031', {
        functionName: 'arn:aws:lambda:eu-central-1:111122223333:function:bedrock-geofence-ingest',
      }),
    ],
    [
      'mappings',
      event(
        'lambda',
        'DeleteEventSourceMapping20150331',
        { uUID: '1' },
        {
          responseElements: {
            functionArn: 'arn:aws:lambda:eu-central-1:1:function:bedrock-geofence-ingest',
          },
        },
      ),
    ],
    [
      'alarms',
      event('monitoring', 'DeleteAlarms', {
        alarmNames: ['other', 'bedrock-geofence-eu-central-1-dead-letters'],
      }),
    ],
    ['schedules', event('scheduler', 'DeleteSchedule', { name: 'bedrock-geofence-canary' })],
    [
      'mappings',
      event(
        'lambda',
        'CreateEventSourceMapping20150331',
        {
          functionName: 'thief',
          eventSourceArn: 'arn:aws:sqs:eu-central-1:1:bedrock-geofence-calls',
        },
        { responseElements: { functionArn: 'arn:aws:lambda:eu-central-1:1:function:thief' } },
      ),
    ],
    [
      'alarms',
      event('monitoring', 'PutAlarmMuteRule', {
        name: 'quiet',
        muteTargets: { alarmNames: ['other', 'bedrock-geofence-eu-central-1-dead-letters'] },
      }),
    ],
    ['invocation-logs', event('bedrock', 'DeleteModelInvocationLoggingConfiguration', {})],
  ])('%s', (what, of) => expect(found(regional, of)).toEqual([what]));

  it('takes no event that somebody made up', () => {
    const stopped = event('cloudtrail', 'StopLogging', { name: 'any' });
    expect(found(regional, { ...stopped, source: 'my.app' })).toEqual([]);
  });

  it.each<readonly [string, object]>([
    ['the rule of somebody else', event('events', 'DisableRule', { name: 'nightly' })],
    [
      'the queue of somebody else',
      event('sqs', 'PurgeQueue', { queueUrl: `${QUEUE.slice(0, 50)}/orders` }),
    ],
    [
      'the function of somebody else',
      event('lambda', 'DeleteFunction20150331', { functionName: 'shop' }),
    ],
    [
      'an alarm at home',
      event('monitoring', 'DeleteAlarms', { alarmNames: ['bedrock-geofence-home-outside'] }),
    ],
    [
      'a mute of the alarm of somebody else',
      event('monitoring', 'PutAlarmMuteRule', { muteTargets: { alarmNames: ['shop'] } }),
    ],
    [
      'a mapping of the queue of somebody else',
      event('lambda', 'CreateEventSourceMapping20150331', {
        eventSourceArn: 'arn:aws:sqs:eu-central-1:1:orders',
      }),
    ],
    ['a read', event('cloudtrail', 'GetTrailStatus', {})],
  ])('not %s', (_, of) => expect(found(regional, of)).toEqual([]));
});

describe('at home', () => {
  it.each<readonly [string, object]>([
    ['bucket', event('s3', 'PutBucketPolicy', { bucketName: BUCKET })],
    ['bucket', event('s3', 'PutBucketLifecycle', { bucketName: BUCKET })],
    ['bucket', event('s3', 'PutBucketObjectLockConfiguration', { bucketName: BUCKET })],
    [
      'keys',
      event('kms', 'ScheduleKeyDeletion', {}, { resources: [{ ARN: 'other' }, { ARN: KEY }] }),
    ],
    [
      'topics',
      event('sns', 'Unsubscribe', {
        subscriptionArn: 'arn:aws:sns:eu-central-1:1:bedrock-geofence-findings:7',
      }),
    ],
    ['home-bus', event('events', 'DeleteEventBus', { name: 'bedrock-geofence-home' })],
    [
      'home-bus',
      event('events', 'UpdateEventBus', {
        name: 'bedrock-geofence-home',
        kmsKeyIdentifier: 'gone',
      }),
    ],
    [
      'home-alarms',
      event('monitoring', 'PutAlarmMuteRule', {
        muteTargets: { alarmNames: ['bedrock-geofence-home-outside'] },
      }),
    ],
    [
      'topics',
      event('sns', 'PutDataProtectionPolicy', {
        resourceArn: 'arn:aws:sns:eu-central-1:1:bedrock-geofence-findings',
      }),
    ],
    [
      'home-alarms',
      event('monitoring', 'DisableAlarmActions', { alarmNames: ['bedrock-geofence-home-outside'] }),
    ],
  ])('%s', (what, of) => expect(found(home, of)).toEqual([what]));

  it.each<readonly [string, object]>([
    ['another bucket', event('s3', 'PutBucketPolicy', { bucketName: 'shop' })],
    ['a read of the bucket', event('s3', 'GetBucketPolicy', { bucketName: BUCKET })],
    [
      'an object that is written',
      event('s3', 'PutObject', { bucketName: BUCKET }, { eventCategory: 'Data' }),
    ],
    ['another key', event('kms', 'DisableKey', {}, { resources: [{ ARN: 'other' }] })],
    ['another topic', event('sns', 'DeleteTopic', { topicArn: 'arn:aws:sns:eu-central-1:1:shop' })],
  ])('not %s', (_, of) => expect(found(home, of)).toEqual([]));
});

it('every pattern fits into the 2,048 characters that EventBridge takes', () => {
  for (const pattern of Object.values({ ...regional, ...home })) {
    expect(JSON.stringify(pattern).length).toBeLessThan(2048);
  }
});
