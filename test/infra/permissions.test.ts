import { describe, expect, it } from 'vitest';
import { ALLOWED } from './allowed-actions.ts';
import { ofType, synthesize } from './synthesize.ts';

type Statement = {
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource?: unknown;
  readonly Condition?: object;
  readonly Principal?: unknown;
};
const stacks = synthesize();
const list = <T>(value: T | T[] | undefined): T[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];
const statementsOf = (document: unknown) => (document as { Statement: Statement[] }).Statement;

/** Of the roles of a deployment that names a trail, those that stand only there. */
const withTrail = ofType(
  synthesize({
    trail: 's3://log-archive',
    trailKey: 'arn:aws:kms:eu-central-1:111122223333:key/k',
  })['bedrock-geofence-home'],
  'AWS::IAM::Role',
).filter(({ RoleName }) =>
  /-(list-trail|map-files|gather-batches|reduce-part|finish-run|reconcile-run)-/.test(
    String(RoleName),
  ),
);
const roles = [
  ...Object.values(stacks).flatMap((template) => ofType(template, 'AWS::IAM::Role')),
  ...withTrail,
].map((role) => ({
  name: String(role.RoleName),
  statements: list(role.Policies as { PolicyDocument: unknown }[]).flatMap(({ PolicyDocument }) =>
    statementsOf(PolicyDocument),
  ),
  trust: statementsOf(role.AssumeRolePolicyDocument),
}));

/** Actions for which AWS knows no resources (service authorization reference, read 2026-11-25). */
const WITHOUT_RESOURCES = [
  'cloudwatch:PutMetricData',
  'cloudwatch:ListMetrics',
  'cloudwatch:GetMetricData',
  'bedrock:ListInferenceProfiles',
];

describe('each role may do what it needs', () => {
  it.each(roles)('$name', ({ name, statements }) => {
    const kinds = Object.keys(ALLOWED).filter((each) =>
      name.startsWith(`bedrock-geofence-${each}-`),
    );
    const kind = kinds.sort((a, b) => b.length - a.length)[0] ?? '';
    const allowed = statements.filter(({ Effect }) => Effect === 'Allow');
    expect(allowed.flatMap(({ Action }) => list(Action)).sort()).toEqual(
      [...(ALLOWED[kind] ?? [])].sort(),
    );
  });

  it.each(roles)('$name: a resource of any name only where AWS has no other', ({ statements }) => {
    const anywhere = statements.filter(
      ({ Effect, Resource }) => Effect === 'Allow' && list(Resource).includes('*'),
    );
    for (const { Action, Condition } of anywhere) {
      const actions = list(Action);
      for (const action of actions) expect(WITHOUT_RESOURCES).toContain(action);
      if (!actions.includes('cloudwatch:PutMetricData')) continue;
      expect(actions).toHaveLength(1);
      expect(Condition).toEqual({ StringEquals: { 'cloudwatch:namespace': 'BedrockGeofence' } });
    }
  });

  it.each(roles)('$name is for one service of this account', ({ trust }) => {
    expect(trust).toHaveLength(1);
    expect(trust[0]?.Condition).toMatchObject({
      StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
    });
  });

  it('keys are reached by their alias, and through their service alone', () => {
    const ingest = roles.find(({ name }) => name.endsWith('ingest-us-east-1'));
    const onKeys = ingest?.statements.filter(({ Action }) => list(Action)[0]?.startsWith('kms:'));
    expect(onKeys?.map(({ Condition }) => Condition)).toEqual([
      {
        'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/bedrock-geofence-evidence' },
        StringEquals: { 'kms:ViaService': 's3.eu-central-1.amazonaws.com' },
      },
      {
        'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/bedrock-geofence-topics' },
        StringEquals: { 'kms:ViaService': 'sns.eu-central-1.amazonaws.com' },
      },
    ]);
  });

  it('drift lists the profiles of its own Region, and writes only what it told', () => {
    const drift = roles.find(({ name }) => name === 'bedrock-geofence-drift-us-east-1');
    const of = (action: string) =>
      drift?.statements.find(({ Action }) => list(Action).includes(action));
    expect(of('bedrock:ListInferenceProfiles')?.Condition).toEqual({
      StringEquals: { 'aws:RequestedRegion': 'us-east-1' },
    });
    expect(JSON.stringify(of('s3:PutObject')?.Resource)).toContain('/told/v1/*');
    expect(JSON.stringify(of('s3:PutObject')?.Resource)).not.toContain('/evidence/');
  });

  it('the canary is denied every use of Bedrock', () => {
    const canaries = roles.filter(({ name }) => name.startsWith('bedrock-geofence-canary-'));
    expect(canaries).toHaveLength(2);
    for (const { statements } of canaries) {
      expect(statements).toContainEqual(
        expect.objectContaining({ Effect: 'Deny', Action: 'bedrock:*', Resource: '*' }),
      );
    }
  });
});

it('alarms may use the key of the topics; rules publish by a role', () => {
  const statements = ofType(stacks['bedrock-geofence-home'], 'AWS::KMS::Key')
    .flatMap(({ KeyPolicy }) => statementsOf(KeyPolicy))
    .filter(({ Principal }) => JSON.stringify(Principal).includes('Service'));
  expect(statements).toEqual([
    {
      Sid: 'AlarmsEncrypt',
      Effect: 'Allow',
      Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
      Resource: '*',
      Principal: { Service: 'cloudwatch.amazonaws.com' },
      Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
    },
  ]);
});

it('every rule at home that tells has a role, and a queue for what it cannot tell', () => {
  const rules = ofType(stacks['bedrock-geofence-home'], 'AWS::Events::Rule');
  const targets = rules.flatMap(({ Targets }) => Targets as Record<string, unknown>[]);
  expect(targets.length).toBeGreaterThan(6);
  for (const target of targets) {
    expect(target.RoleArn).toBeDefined();
    expect(JSON.stringify(target.DeadLetterConfig)).toContain('Undelivered');
  }
});

it('no action of any name is allowed but to the account in key policies', () => {
  const documents = Object.values(stacks).flatMap((template) =>
    Object.values(template.Resources).map(({ Type, Properties }) => ({
      Type,
      document: Properties.PolicyDocument ?? Properties.KeyPolicy,
    })),
  );
  const wide = documents
    .filter(({ document }) => document !== undefined)
    .flatMap(({ Type, document }) =>
      statementsOf(document)
        .filter(
          ({ Effect, Action }) =>
            Effect === 'Allow' && list(Action).some((name) => name.includes('*')),
        )
        .map(({ Action, Principal }) => ({ Type, Action, Principal })),
    );
  for (const { Type, Action, Principal } of wide) {
    expect(Type).toBe('AWS::KMS::Key');
    if (Action === 'kms:*') expect(JSON.stringify(Principal)).toContain(':root');
    else expect(Action).toEqual(['kms:Decrypt', 'kms:GenerateDataKey*']);
  }
  expect(wide.length).toBeGreaterThan(0);
});
