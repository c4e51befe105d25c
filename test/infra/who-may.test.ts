import { anonymousPrincipal } from '@cloud-copilot/iam-simulate';
import { describe, expect, it } from 'vitest';
import { deployedTo, HUB, MEMBER, ORGANIZATION, SPOKE } from './an-organization.ts';
import { ALL, mayDo } from './ask-oracle.ts';
import { resolve } from './resolve.ts';
import { named, ofType, synthesize, type Template } from './synthesize.ts';

/** Policies as they are deployed, asked of another evaluator: who may, and who may not. */
const REGION = 'eu-west-1';
const stacks = synthesize({ ...ORGANIZATION, sourceRegions: `eu-central-1,${REGION}` });
const inHub = (stack: string, region: string, type: string) => {
  const template = stacks[stack] as Template;
  return ofType(template, type).map(
    (properties) => resolve(properties, template, { account: HUB, region }) as typeof properties,
  );
};
const spoke = resolve(SPOKE, SPOKE, deployedTo(MEMBER, REGION)) as Template;

const OURS = { 'aws:PrincipalOrgID': ORGANIZATION.organizationId, 'aws:SecureTransport': 'true' };
const roleArn = (name: string, account = MEMBER) => `arn:aws:iam::${account}:role/${name}`;
const ruleArn = (name: string, account = HUB, region = REGION) =>
  `arn:aws:events:${region}:${account}:rule/${name}`;

describe('who may send to the queue of the hub', () => {
  const queue = `arn:aws:sqs:${REGION}:${HUB}:bedrock-geofence-calls`;
  const policies = inHub(`bedrock-geofence-${REGION}`, REGION, 'AWS::SQS::QueuePolicy');
  const policy = policies.find(({ PolicyDocument }) =>
    JSON.stringify(PolicyDocument).includes(`"${queue}"`),
  );
  const send = {
    action: 'sqs:SendMessage',
    resource: { resource: queue, accountId: HUB },
    resourcePolicy: policy?.PolicyDocument as object,
  };
  const byRole = (name: string, context: Readonly<Record<string, string>> = OURS) =>
    mayDo({ ...send, principal: roleArn(name), context, identityPolicy: ALL });

  it.each<readonly [boolean, string, string, Readonly<Record<string, string>>]>([
    [true, 'the spoke of an account', 'bedrock-geofence-spoke-eu-west-1', OURS],
    [false, 'its spoke of another Region', 'bedrock-geofence-spoke-eu-central-1', OURS],
    [false, 'an administrator of that account', 'Admin', OURS],
    [false, 'a role whose name goes on', 'bedrock-geofence-spoke-eu-west-1-too', OURS],
    [false, 'a role under a path', 'team/bedrock-geofence-spoke-eu-west-1', OURS],
    [false, 'the forwarder of that account', 'bedrock-geofence-forward-eu-west-1', OURS],
    [
      false,
      'a role of that name from another organization',
      'bedrock-geofence-spoke-eu-west-1',
      { ...OURS, 'aws:PrincipalOrgID': 'o-zzzzzzzzzz' },
    ],
    [
      false,
      'a role of that name from no organization',
      'bedrock-geofence-spoke-eu-west-1',
      { 'aws:SecureTransport': 'true' },
    ],
    [
      false,
      'the spoke without TLS',
      'bedrock-geofence-spoke-eu-west-1',
      { ...OURS, 'aws:SecureTransport': 'false' },
    ],
  ])('%s: %s', async (may, _, name, context) => {
    expect(await byRole(name, context)).toBe(may);
  });

  it.each([
    ['bedrock-geofence-calls', HUB, true],
    ['bedrock-geofence-other', HUB, false],
    ['bedrock-geofence-calls', MEMBER, false],
  ])('by the service, for the rule %s of %s: %s', async (name, account, may) => {
    const context = { 'aws:SourceArn': ruleArn(name, account), 'aws:SecureTransport': 'true' };
    const principal = 'events.amazonaws.com';
    expect(await mayDo({ ...send, principal, context })).toBe(may);
  });

  it('nobody who has no name', async () => {
    const context = { 'aws:SecureTransport': 'true' };
    expect(await mayDo({ ...send, principal: anonymousPrincipal, context })).toBe(false);
  });

  it('the spoke may send, and do nothing else there', async () => {
    for (const action of ['sqs:ReceiveMessage', 'sqs:PurgeQueue', 'sqs:SetQueueAttributes']) {
      const principal = roleArn('bedrock-geofence-spoke-eu-west-1');
      const asked = { ...send, action, principal, context: OURS, identityPolicy: ALL };
      expect(await mayDo(asked)).toBe(false);
    }
  });
});

describe('who may send to the bus of the hub', () => {
  const bus = `arn:aws:events:eu-central-1:${HUB}:event-bus/bedrock-geofence-home`;
  const [policy] = inHub('bedrock-geofence-home', 'eu-central-1', 'AWS::Events::EventBusPolicy');
  const resourcePolicy = { Version: '2012-10-17', Statement: [policy?.Statement] };

  it.each([
    ['bedrock-geofence-forward-eu-west-1', ORGANIZATION.organizationId, true],
    ['bedrock-geofence-forward-us-east-1', ORGANIZATION.organizationId, true],
    ['bedrock-geofence-forward-eu-west-1', 'o-zzzzzzzzzz', false],
    ['bedrock-geofence-spoke-eu-west-1', ORGANIZATION.organizationId, false],
    ['Admin', ORGANIZATION.organizationId, false],
  ])('%s of %s: %s', async (name, id, may) => {
    const asked = {
      principal: roleArn(name),
      action: 'events:PutEvents',
      resource: { resource: bus, accountId: HUB },
      context: { 'aws:PrincipalOrgID': id },
      ...{ identityPolicy: ALL, resourcePolicy },
    };
    expect(await mayDo(asked)).toBe(may);
  });
});

describe('who may take a role of a spoke', () => {
  const trustOf = (name: string) =>
    named(spoke, 'AWS::IAM::Role', 'RoleName', name).AssumeRolePolicyDocument as object;
  const asked = (name: string) => ({
    action: 'sts:AssumeRole',
    resource: { resource: roleArn(name), accountId: MEMBER },
    resourcePolicy: trustOf(name),
  });

  it.each([
    ['bedrock-geofence-seal-eu-central-1', HUB, true],
    ['bedrock-geofence-coverage-eu-central-1', HUB, true],
    ['bedrock-geofence-seal-us-east-1', HUB, false],
    ['bedrock-geofence-ingest-eu-central-1', HUB, false],
    ['Admin', HUB, false],
    ['bedrock-geofence-seal-eu-central-1', '777788889999', false],
    ['bedrock-geofence-seal-eu-central-1', MEMBER, false],
  ])('to look: %s of %s: %s', async (name, account, may) => {
    const principal = roleArn(name, account);
    const reader = { ...asked('bedrock-geofence-read-eu-west-1'), principal, context: {} };
    expect(await mayDo({ ...reader, identityPolicy: ALL })).toBe(may);
  });

  it.each([
    [ruleArn('bedrock-geofence-calls', MEMBER), MEMBER, true],
    [ruleArn('bedrock-geofence-other', MEMBER), MEMBER, false],
    [ruleArn('bedrock-geofence-calls', MEMBER, 'us-east-1'), MEMBER, false],
    [ruleArn('bedrock-geofence-calls', HUB), HUB, false],
  ])('to send calls, by the service, for %s of %s: %s', async (rule, account, may) => {
    const context = { 'aws:SourceArn': rule, 'aws:SourceAccount': account };
    const principal = 'events.amazonaws.com';
    expect(await mayDo({ ...asked('bedrock-geofence-spoke-eu-west-1'), principal, context })).toBe(
      may,
    );
  });

  it.each(['bedrock-geofence-spoke-eu-west-1', 'bedrock-geofence-canary-eu-west-1'])(
    'no person takes %s',
    async (name) => {
      for (const account of [HUB, MEMBER]) {
        const principal = roleArn('Admin', account);
        const context = { 'aws:SourceAccount': account };
        const person = { ...asked(name), principal, context, identityPolicy: ALL };
        expect(await mayDo(person)).toBe(false);
      }
    },
  );
});

describe('what the role for looking may do', () => {
  const [policy] = named(spoke, 'AWS::IAM::Role', 'RoleName', 'bedrock-geofence-read-eu-west-1')
    .Policies as { PolicyDocument: object }[];
  const here = { 'aws:RequestedRegion': REGION };

  it.each([
    ['cloudwatch:GetMetricData', '*', here, true],
    ['cloudwatch:ListMetrics', '*', here, true],
    ['cloudwatch:GetMetricData', '*', { 'aws:RequestedRegion': 'us-east-1' }, false],
    ['cloudwatch:PutMetricData', '*', here, false],
    ['events:DescribeRule', ruleArn('bedrock-geofence-calls', MEMBER), here, true],
    ['events:DescribeRule', ruleArn('another', MEMBER), here, false],
    ['events:PutRule', ruleArn('bedrock-geofence-calls', MEMBER), here, false],
    ['account:ListRegions', `arn:aws:account::${MEMBER}:account`, here, true],
    ['account:EnableRegion', `arn:aws:account::${MEMBER}:account`, here, false],
    ['bedrock:InvokeModel', '*', here, false],
  ])('%s on %s in %j: %s', async (action, resource, context, may) => {
    const principal = roleArn('bedrock-geofence-read-eu-west-1');
    const target = { resource, accountId: MEMBER };
    const identityPolicy = policy?.PolicyDocument ?? {};
    expect(await mayDo({ principal, action, resource: target, context, identityPolicy })).toBe(may);
  });
});
