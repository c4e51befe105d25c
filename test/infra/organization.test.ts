import { describe, expect, it } from 'vitest';
import { CALLS_PATTERN } from '../../core/watch/calls-pattern.ts';
import { spokeTampering } from '../../core/watch/spoke-tampering.ts';
import { deployedTo, HUB, MEMBER, ORGANIZATION, SPOKE } from './an-organization.ts';
import { resolve } from './resolve.ts';
import { named, ofType, synthesize, type Template } from './synthesize.ts';

const SOURCES = ['eu-central-1', 'eu-west-1', 'us-east-1', 'us-west-2'];
const stacks = synthesize({ ...ORGANIZATION, sourceRegions: SOURCES.join(',') });
const [stackSet] = ofType(stacks['bedrock-geofence-spokes'], 'AWS::CloudFormation::StackSet');
const body = JSON.parse(String(stackSet?.TemplateBody)) as Template;
const place = { prefix: 'bedrock-geofence', region: 'eu-west-1' };
const given = deployedTo(MEMBER, 'eu-west-1');
const spoke = resolve(SPOKE, SPOKE, given) as Template;
const rule = named(spoke, 'AWS::Events::Rule', 'Name', 'bedrock-geofence-calls');

describe('an organization of three accounts, in four Regions', () => {
  it('has a hub, a StackSet, and spokes of the management account', () => {
    expect(Object.keys(stacks).sort()).toEqual(
      [
        ...['bedrock-geofence-home', 'bedrock-geofence-spokes'],
        ...SOURCES.map((region) => `bedrock-geofence-${region}`),
        ...SOURCES.map((region) => `bedrock-geofence-spoke-${region}`),
      ].sort(),
    );
  });

  it('one account alone has none of it', () => {
    const single = synthesize({ sourceRegions: SOURCES.join(',') });
    expect(Object.keys(single).filter((name) => name.includes('spoke'))).toEqual([]);
    expect(JSON.stringify(single)).not.toContain('PrincipalOrgID');
  });

  it('the management account deploys no second spoke of its own where it is the hub', () => {
    const self = synthesize({ ...ORGANIZATION, stackSetCallAs: 'SELF' });
    expect(Object.keys(self).filter((name) => name.includes('-spoke-'))).toEqual([]);
  });

  it('every template is under the limits of CloudFormation and of a StackSet', () => {
    for (const template of Object.values(stacks)) {
      expect(JSON.stringify(template, null, 1).length).toBeLessThan(1_000_000);
      expect(Object.keys(template.Resources).length).toBeLessThan(500);
    }
    expect(String(stackSet?.TemplateBody).length).toBeLessThan(51_200);
    expect(JSON.stringify(SPOKE).length).toBeLessThan(20_000);
  });
});

describe('the StackSet', () => {
  it('reaches whoever is and will be in the targets, in every source Region', () => {
    expect(stackSet).toMatchObject({
      StackSetName: 'bedrock-geofence-spokes',
      PermissionModel: 'SERVICE_MANAGED',
      CallAs: 'DELEGATED_ADMIN',
      AutoDeployment: { Enabled: true, RetainStacksOnAccountRemoval: false },
      Capabilities: ['CAPABILITY_NAMED_IAM'],
      StackInstancesGroup: [
        {
          DeploymentTargets: { OrganizationalUnitIds: ['r-ab12', 'ou-ab12-cd34ef56'] },
          Regions: SOURCES,
        },
      ],
      OperationPreferences: {
        RegionConcurrencyType: 'PARALLEL',
        MaxConcurrentPercentage: expect.any(Number),
        FailureTolerancePercentage: expect.any(Number),
      },
    });
  });

  it('tells spokes which hub they serve, and every parameter of the template', () => {
    expect(stackSet?.Parameters).toEqual([
      { ParameterKey: 'HubAccount', ParameterValue: { Ref: 'AWS::AccountId' } },
      { ParameterKey: 'Prefix', ParameterValue: 'bedrock-geofence' },
      { ParameterKey: 'HomeRegion', ParameterValue: 'eu-central-1' },
    ]);
    const { Parameters } = body as Template & { Parameters: object };
    expect(Object.keys(Parameters)).toEqual(['HubAccount', 'Prefix', 'HomeRegion']);
  });

  it('tells people, once and at home, of whoever changes it', () => {
    const rule = 'bedrock-geofence-tampering-stack-set';
    const at = (templates: typeof stacks) =>
      ofType(templates['bedrock-geofence-home'], 'AWS::Events::Rule').map(({ Name }) => Name);
    expect(at(stacks)).toContain(rule);
    expect(at(synthesize())).not.toContain(rule);
  });

  it('brings the template that is published too', () => expect(body).toEqual(SPOKE));
});

describe('a spoke', () => {
  it('holds no function, and makes nothing at all in the hub', () => {
    const resources = Object.entries(SPOKE.Resources);
    expect(resources.map(([, { Type }]) => Type)).not.toContain('AWS::Lambda::Function');
    const always = resources.filter(([, resource]) => !('Condition' in resource));
    expect(always).toEqual([['Nothing', { Type: 'AWS::CloudFormation::WaitConditionHandle' }]]);
    for (const [, resource] of resources.filter(([id]) => id !== 'Nothing'))
      expect(resource).toMatchObject({ Condition: 'IsSpoke' });
    expect(SPOKE).toMatchObject({
      Conditions: {
        IsSpoke: {
          'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'AWS::AccountId' }, { Ref: 'HubAccount' }] }],
        },
      },
    });
  });

  it('sees reads, by the pattern that the rest of the program uses', () => {
    expect(rule.State).toBe('ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS');
    expect(rule.EventPattern).toEqual(JSON.parse(JSON.stringify(CALLS_PATTERN)));
  });

  it('sends to the queue of the hub in its own Region, by its role, and keeps what it cannot', () => {
    expect(rule.Targets).toEqual([
      {
        Id: 'hub',
        Arn: `arn:aws:sqs:eu-west-1:${HUB}:bedrock-geofence-calls`,
        RoleArn: `arn:aws:iam::${MEMBER}:role/bedrock-geofence-spoke-eu-west-1`,
        RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 },
        DeadLetterConfig: {
          Arn: `arn:aws:sqs:eu-west-1:${MEMBER}:bedrock-geofence-spoke-dead-letters`,
        },
      },
    ]);
    expect(
      named(spoke, 'AWS::SQS::Queue', 'QueueName', 'bedrock-geofence-spoke-dead-letters'),
    ).toMatchObject({ SqsManagedSseEnabled: true, MessageRetentionPeriod: 1_209_600 });
  });

  it('tells the hub of its first dead letter: the alarm, its rule, and the rule at home that tells people', () => {
    const [alarm] = ofType(spoke, 'AWS::CloudWatch::Alarm');
    expect(alarm).toMatchObject({
      AlarmName: 'bedrock-geofence-eu-west-1-watcher-blind',
      Dimensions: [{ Name: 'QueueName', Value: 'bedrock-geofence-spoke-dead-letters' }],
      Threshold: 1,
    });
    const passing = named(spoke, 'AWS::Events::Rule', 'Name', 'bedrock-geofence-alarm-states');
    expect(passing.EventPattern).toMatchObject({ detail: { alarmName: [alarm?.AlarmName] } });
    expect(passing.Targets).toMatchObject([
      {
        Arn: `arn:aws:events:eu-central-1:${HUB}:event-bus/bedrock-geofence-home`,
        RoleArn: `arn:aws:iam::${MEMBER}:role/bedrock-geofence-forward-eu-west-1`,
      },
    ]);
    const home = stacks['bedrock-geofence-home'];
    const telling = named(home, 'AWS::Events::Rule', 'Name', 'bedrock-geofence-blind');
    expect(telling.EventPattern).toMatchObject({
      detail: { alarmName: [{ suffix: '-watcher-blind' }] },
    });
    expect(JSON.stringify(telling.Targets)).toContain('$.account');
  });

  it('passes on who changes it, and nothing of functions', () => {
    const rules = ofType(spoke, 'AWS::Events::Rule')
      .filter(({ Name }) => String(Name).startsWith('bedrock-geofence-tampering-'))
      .map(({ Name, EventPattern }) => [
        String(Name).replace('bedrock-geofence-tampering-', ''),
        EventPattern,
      ]);
    expect(Object.fromEntries(rules)).toEqual(JSON.parse(JSON.stringify(spokeTampering(place))));
    expect(rules.map(([what]) => what)).toEqual([
      ...['trail', 'rules', 'queues', 'alarms', 'schedules', 'invocation-logs'],
    ]);
  });

  it('calls a model each hour, once, by a role that is denied all of Bedrock', () => {
    const schedule = named(spoke, 'AWS::Scheduler::Schedule', 'Name', 'bedrock-geofence-canary');
    expect(schedule).toMatchObject({
      ScheduleExpression: 'rate(1 hour)',
      Target: {
        Arn: 'arn:aws:scheduler:::aws-sdk:bedrockruntime:converse',
        RoleArn: `arn:aws:iam::${MEMBER}:role/bedrock-geofence-canary-eu-west-1`,
        RetryPolicy: { MaximumRetryAttempts: 0 },
      },
    });
    const role = named(spoke, 'AWS::IAM::Role', 'RoleName', 'bedrock-geofence-canary-eu-west-1');
    expect(role.Policies).toMatchObject([
      {
        PolicyDocument: { Statement: [{ Effect: 'Deny', Action: 'bedrock:*', Resource: '*' }] },
      },
    ]);
  });
});

describe('ingest', () => {
  const ingestOf = (over: object) =>
    named(
      synthesize(over)['bedrock-geofence-eu-central-1'],
      'AWS::Lambda::Function',
      'FunctionName',
      'bedrock-geofence-ingest',
    );

  it('has functions of its own where runs over years of logs could take them', () => {
    const { ReservedConcurrentExecutions } = ingestOf(ORGANIZATION);
    const [mapping] = ofType(
      stacks['bedrock-geofence-eu-central-1'],
      'AWS::Lambda::EventSourceMapping',
    );
    expect(mapping?.ScalingConfig).toEqual({ MaximumConcurrency: ReservedConcurrentExecutions });
  });

  it('shares them in one account, which may have few', () => {
    expect(ingestOf({})).not.toHaveProperty('ReservedConcurrentExecutions');
  });
});

describe('where no bus reaches from Region to Region', () => {
  it('each Region of the hub has one that its spokes reach, and that tells people', () => {
    const gov = synthesize({
      ...ORGANIZATION,
      homeRegion: 'us-gov-west-1',
      sourceRegions: 'us-gov-west-1,us-gov-east-1',
    });
    const east = deployedTo(MEMBER, 'us-gov-east-1', 'aws-us-gov');
    const rules = ofType(resolve(SPOKE, SPOKE, east) as Template, 'AWS::Events::Rule');
    const buses = rules
      .flatMap(({ Targets }) => Targets as { Arn: string }[])
      .filter(({ Arn }) => Arn.includes('event-bus'));
    expect(new Set(buses.map(({ Arn }) => Arn))).toEqual(
      new Set([`arn:aws-us-gov:events:us-gov-east-1:${HUB}:event-bus/bedrock-geofence-home`]),
    );
    for (const region of ['us-gov-west-1', 'us-gov-east-1']) {
      const hub = gov[`bedrock-geofence-${region}`];
      expect(ofType(hub, 'AWS::Events::EventBus')).toMatchObject([
        { Name: 'bedrock-geofence-home' },
      ]);
      const onBus = ofType(hub, 'AWS::Events::Rule').filter(({ EventBusName }) => EventBusName);
      expect(onBus.map(({ Name }) => Name)).toContain('bedrock-geofence-tampering');
    }
  });
});
