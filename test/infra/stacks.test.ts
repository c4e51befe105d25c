import { describe, expect, it } from 'vitest';
import { instancesOf } from '../../core/measure/alarm-instances.ts';
import { ALARMS } from '../../core/measure/alarms.ts';
import { CALLS_PATTERN } from '../../core/watch/calls-pattern.ts';
import { ofType, synthesize, type Template } from './synthesize.ts';

const stacks = synthesize();
const home = stacks['bedrock-geofence-home'];
const regional = stacks['bedrock-geofence-us-east-1'];
const named = (template: Template | undefined, type: string, property: string, name: string) => {
  const found = ofType(template, type).find((properties) => properties[property] === name);
  if (found === undefined) throw new Error(`${type} ${name} is missing`);
  return found;
};

describe('stacks', () => {
  it('are one at home and one for each source Region', () => {
    expect(Object.keys(stacks).sort()).toEqual([
      'bedrock-geofence-eu-central-1',
      'bedrock-geofence-home',
      'bedrock-geofence-us-east-1',
    ]);
  });

  it('share no references', () => {
    expect(JSON.stringify(stacks)).not.toMatch(/Fn::ImportValue|Custom::|crossRegion/);
    for (const template of Object.values(stacks)) expect(template).not.toHaveProperty('Outputs');
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

  it('every function has a log that ends', () => {
    const logs = ofType(regional, 'AWS::Logs::LogGroup');
    expect(logs).toMatchObject([{ RetentionInDays: 90 }, { RetentionInDays: 90 }]);
  });
});

describe('the evidence bucket', () => {
  const bucket = () =>
    ofType(home, 'AWS::S3::Bucket').find(({ ObjectLockEnabled }) => ObjectLockEnabled === true);

  it('is versioned, locked, encrypted, closed, and logs its access', () => {
    expect(bucket()).toMatchObject({
      VersioningConfiguration: { Status: 'Enabled' },
      ObjectLockConfiguration: {
        Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 400 } },
      },
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          { BucketKeyEnabled: true, ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } },
        ],
      },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      LoggingConfiguration: { LogFilePrefix: 'evidence/' },
    });
  });

  it('is in compliance mode by choice', () => {
    const strict = synthesize({ lockMode: 'compliance' })['bedrock-geofence-home'];
    expect(JSON.stringify(ofType(strict, 'AWS::S3::Bucket'))).toContain('"Mode":"COMPLIANCE"');
  });

  it('lets nobody delete, nothing be written without a lock, and nobody in without TLS', () => {
    const policies = ofType(home, 'AWS::S3::BucketPolicy').map(
      ({ PolicyDocument }) => PolicyDocument,
    );
    const statements = policies.flatMap(
      (document) => (document as { Statement: unknown[] }).Statement,
    );
    const deny = (over: object) =>
      expect(statements).toContainEqual(
        expect.objectContaining({ Effect: 'Deny', Principal: { AWS: '*' }, ...over }),
      );
    deny({ Action: ['s3:DeleteObject', 's3:DeleteObjectVersion'] });
    deny({ Action: 's3:PutObject', Condition: { Null: { 's3:object-lock-mode': 'true' } } });
    deny({ Condition: { NumericLessThan: { 's3:object-lock-remaining-retention-days': '399' } } });
    deny({ Action: 's3:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } });
  });

  it('its access log has no Object Lock, which AWS refuses', () => {
    const [log] = ofType(home, 'AWS::S3::Bucket').filter((each) => each !== bucket());
    expect(log).not.toHaveProperty('ObjectLockEnabled');
    expect(JSON.stringify(log)).toContain('AES256');
  });
});

describe('alarms', () => {
  const regions = ['eu-central-1', 'us-east-1'];
  it.each(ALARMS)('$id stands where it should, and rings as the data say', (alarm) => {
    const region = alarm.stack === 'home' ? 'eu-central-1' : 'us-east-1';
    const template = alarm.stack === 'home' ? home : regional;
    const instances = instancesOf(alarm, { prefix: 'bedrock-geofence', region }, regions);
    expect(instances.length).toBeGreaterThan(0);
    for (const { name, namespace, metricName, dimensions } of instances) {
      expect(named(template, 'AWS::CloudWatch::Alarm', 'AlarmName', name)).toMatchObject({
        Namespace: namespace,
        MetricName: metricName,
        Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
        Threshold: alarm.threshold,
        Statistic: alarm.statistic,
        Period: alarm.periodMinutes * 60,
        EvaluationPeriods: alarm.evaluationPeriods,
        DatapointsToAlarm: alarm.datapointsToAlarm,
        TreatMissingData: alarm.missing,
        AlarmDescription: expect.stringContaining(`https://example.com/runbook.md#${alarm.id}`),
      });
    }
  });

  it('none stands that is not in the data', () => {
    const expected = ALARMS.flatMap((alarm) =>
      alarm.stack === 'home'
        ? instancesOf(alarm, { prefix: 'bedrock-geofence', region: 'eu-central-1' }, regions)
        : regions.flatMap((region) =>
            instancesOf(alarm, { prefix: 'bedrock-geofence', region }, regions),
          ),
    ).map(({ name }) => name);
    const found = Object.values(stacks).flatMap((template) =>
      ofType(template, 'AWS::CloudWatch::Alarm').map(({ AlarmName }) => AlarmName),
    );
    expect(found.sort()).toEqual(expected.sort());
  });

  it('no evaluation looks back more than a day, which CloudWatch refuses', () => {
    for (const { periodMinutes, evaluationPeriods, datapointsToAlarm } of ALARMS) {
      expect(periodMinutes * evaluationPeriods).toBeLessThanOrEqual(1440);
      expect(datapointsToAlarm).toBeLessThanOrEqual(evaluationPeriods);
    }
  });

  it.each([
    ['home', home, 'canary-missing-us-east-1'],
    ['us-east-1', regional, 'oldest-message'],
  ])('the watcher of %s is blind when one of what it needs fails', (where, template, member) => {
    const [composite] = ofType(template, 'AWS::CloudWatch::CompositeAlarm');
    expect(composite?.AlarmName).toBe(`bedrock-geofence-${where}-watcher-blind`);
    expect(composite?.AlarmRule).toContain(`ALARM("bedrock-geofence-${where}-${member}")`);
    expect(composite?.AlarmRule).not.toContain('-outside');
  });

  it('at home act on the topic; elsewhere a rule passes their changes on, because no topic is there', () => {
    for (const alarm of ofType(home, 'AWS::CloudWatch::Alarm'))
      expect(alarm.AlarmActions).toHaveLength(1);
    for (const alarm of ofType(regional, 'AWS::CloudWatch::Alarm'))
      expect(alarm.AlarmActions ?? []).toEqual([]);
    expect(
      named(regional, 'AWS::Events::Rule', 'Name', 'bedrock-geofence-alarm-states'),
    ).toMatchObject({
      EventPattern: { detail: { alarmName: [{ prefix: 'bedrock-geofence-us-east-1-' }] } },
      Targets: [
        { Arn: { 'Fn::Join': ['', expect.arrayContaining([':event-bus/bedrock-geofence-home'])] } },
      ],
    });
  });
});

describe('where no bus reaches from Region to Region', () => {
  const gov = synthesize({
    homeRegion: 'us-gov-west-1',
    sourceRegions: 'us-gov-west-1,us-gov-east-1',
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
