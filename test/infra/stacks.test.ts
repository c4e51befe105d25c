import { describe, expect, it } from 'vitest';
import { CALLS_PATTERN } from '../../core/watch/calls-pattern.ts';
import { DEPLOYED } from '../bench/scale-deployed.ts';
import { named, ofType, synthesize } from './synthesize.ts';

const stacks = synthesize();
const regional = stacks['bedrock-geofence-us-east-1'];

describe('stacks', () => {
  it('are one at home and one for each source Region', () => {
    expect(Object.keys(stacks).sort()).toEqual([
      'bedrock-geofence-eu-central-1',
      'bedrock-geofence-home',
      'bedrock-geofence-us-east-1',
    ]);
  });

  it('share no references', () => {
    expect(JSON.stringify(stacks)).not.toMatch(
      /Fn::ImportValue|Custom::(?!SealPublicKey)|crossRegion/,
    );
    for (const { Outputs = {} } of Object.values(stacks))
      for (const output of Object.values(Outputs)) expect(output).not.toHaveProperty('Export');
  });
});

describe('the rule', () => {
  const rule = named(regional, 'AWS::Events::Rule', 'Name', 'bedrock-geofence-calls');

  it('sees read-only management events, which a rule that is only enabled does not', () => {
    expect(rule.State).toBe('ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS');
  });

  it('has the pattern that the rest of the program uses', () => {
    expect(rule.EventPattern).toEqual(JSON.parse(JSON.stringify(CALLS_PATTERN)));
  });

  it('fills the queue itself, retries for a day, and keeps what it could not deliver', () => {
    expect(rule.Targets).toMatchObject([
      {
        Arn: { 'Fn::GetAtt': [expect.stringMatching(/^CallsQueue/), 'Arn'] },
        RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 },
        DeadLetterConfig: {
          Arn: { 'Fn::GetAtt': [expect.stringMatching(/^CallsUndelivered/), 'Arn'] },
        },
      },
    ]);
  });
});

describe('queues', () => {
  it.each([
    'bedrock-geofence-calls',
    'bedrock-geofence-calls-dead-letters',
    'bedrock-geofence-rule-dead-letters',
  ])('%s is encrypted and keeps 14 days', (name) => {
    expect(named(regional, 'AWS::SQS::Queue', 'QueueName', name)).toMatchObject({
      SqsManagedSseEnabled: true,
      MessageRetentionPeriod: 1_209_600,
    });
  });

  it('gives the function six times its time and the window, and five tries', () => {
    const queue = named(regional, 'AWS::SQS::Queue', 'QueueName', 'bedrock-geofence-calls');
    const [ingest] = ofType(regional, 'AWS::Lambda::Function').filter(
      ({ FunctionName }) => FunctionName === 'bedrock-geofence-ingest',
    );
    const [mapping] = ofType(regional, 'AWS::Lambda::EventSourceMapping');
    const least = 6 * Number(ingest?.Timeout) + Number(mapping?.MaximumBatchingWindowInSeconds);
    expect(Number(queue.VisibilityTimeout)).toBeGreaterThanOrEqual(least);
    expect(queue.RedrivePolicy).toMatchObject({ maxReceiveCount: 5 });
  });

  it('take messages of that rule alone, over TLS alone', () => {
    const [policy] = ofType(regional, 'AWS::SQS::QueuePolicy').filter(({ Queues }) =>
      JSON.stringify(Queues).includes('CallsQueue'),
    );
    const document = policy?.PolicyDocument as { Statement: { Effect: string }[] } | undefined;
    const Statement = document?.Statement ?? [];
    expect(Statement.filter(({ Effect }) => Effect === 'Allow')).toMatchObject([
      {
        Action: 'sqs:SendMessage',
        Principal: { Service: 'events.amazonaws.com' },
        Condition: {
          ArnLike: {
            'aws:SourceArn': {
              'Fn::Join': ['', expect.arrayContaining([':rule/bedrock-geofence-calls'])],
            },
          },
        },
      },
    ]);
    expect(Statement.filter(({ Effect }) => Effect === 'Deny')).toMatchObject([
      { Action: 'sqs:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
    ]);
  });
});

describe('ingest', () => {
  it('runs on Node 24 and arm64, and takes what the home Region needs', () => {
    expect(
      named(regional, 'AWS::Lambda::Function', 'FunctionName', 'bedrock-geofence-ingest'),
    ).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      LoggingConfig: { LogFormat: 'JSON' },
      Environment: {
        Variables: {
          HOME_REGION: 'eu-central-1',
          EVIDENCE_LOCK_MODE: 'GOVERNANCE',
          EVIDENCE_LOCK_DAYS: '400',
        },
      },
    });
  });

  it('takes full batches, answers for each message, and cannot flood the account', () => {
    expect(ofType(regional, 'AWS::Lambda::EventSourceMapping')).toMatchObject([
      {
        BatchSize: 10_000,
        MaximumBatchingWindowInSeconds: 60,
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        ScalingConfig: { MaximumConcurrency: 10 },
      },
    ]);
  });

  it('is timed as the simulation at scale takes it', () => {
    const ingest = 'bedrock-geofence-ingest';
    const { visibilityS, mostReceives, retentionS, memoryMb } = DEPLOYED;
    expect(named(regional, 'AWS::SQS::Queue', 'QueueName', 'bedrock-geofence-calls')).toMatchObject(
      {
        VisibilityTimeout: visibilityS,
        RedrivePolicy: { maxReceiveCount: mostReceives },
        MessageRetentionPeriod: retentionS,
      },
    );
    expect(named(regional, 'AWS::Lambda::Function', 'FunctionName', ingest)).toMatchObject({
      MemorySize: memoryMb,
    });
    expect(ofType(regional, 'AWS::Lambda::EventSourceMapping')).toMatchObject([
      {
        BatchSize: DEPLOYED.batchSize,
        MaximumBatchingWindowInSeconds: DEPLOYED.windowS,
        ScalingConfig: { MaximumConcurrency: DEPLOYED.mostAtOnce },
      },
    ]);
  });

  it('every function has a log that ends', () => {
    const logs = ofType(regional, 'AWS::Logs::LogGroup');
    expect(logs).toHaveLength(3);
    for (const log of logs) expect(log).toMatchObject({ RetentionInDays: 90 });
  });
});

it('drift is looked for each day, by the deployed policy', () => {
  expect(
    named(regional, 'AWS::Scheduler::Schedule', 'Name', 'bedrock-geofence-drift'),
  ).toMatchObject({ ScheduleExpression: 'rate(1 day)' });
  expect(
    named(regional, 'AWS::Lambda::Function', 'FunctionName', 'bedrock-geofence-drift'),
  ).toMatchObject({
    Runtime: 'nodejs24.x',
    Environment: { Variables: { HOME_REGION: 'eu-central-1' } },
  });
});

describe('where no bus reaches from Region to Region', () => {
  const gov = synthesize({
    homeRegion: 'us-gov-west-1',
    sourceRegions: 'us-gov-west-1,us-gov-east-1',
  });

  it('the composite of the Region alone is told by its rule: that at home speaks for itself', () => {
    for (const region of ['us-gov-west-1', 'us-gov-east-1']) {
      const stack = gov[`bedrock-geofence-${region}`];
      expect(named(stack, 'AWS::Events::Rule', 'Name', 'bedrock-geofence-blind')).toMatchObject({
        EventPattern: { detail: { alarmName: [`bedrock-geofence-${region}-watcher-blind`] } },
      });
    }
  });

  it('each Region has topics of its own, and no rule needs a bus', () => {
    const east = gov['bedrock-geofence-us-gov-east-1'];
    expect(ofType(east, 'AWS::SNS::Topic').map(({ TopicName }) => TopicName)).toEqual([
      'bedrock-geofence-findings',
      'bedrock-geofence-alarms',
    ]);
    expect(ofType(gov['bedrock-geofence-us-gov-west-1'], 'AWS::SNS::Topic')).toEqual([]);
    expect(JSON.stringify(gov)).not.toContain('event-bus');
    expect(
      Object.values(gov).flatMap((template) => ofType(template, 'AWS::Events::EventBus')),
    ).toEqual([]);
  });
});
