import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { deployedTo, HUB, MEMBER, SPOKE } from './an-organization.ts';
import { ALL, mayDo } from './ask-oracle.ts';
import { resolve } from './resolve.ts';
import type { Template } from './synthesize.ts';

const page = readFileSync('docs/organization.md', 'utf8');

describe('the policy that keeps spokes', () => {
  const [, json = ''] = /<!-- protect -->\n```json\n([\s\S]*?)```/.exec(page) ?? [];
  const scp = JSON.parse(json);
  const may = (role: string, action: string, resource: string, account = MEMBER) =>
    mayDo({
      principal: `arn:aws:iam::${account}:role/${role}`,
      action,
      resource: { resource, accountId: account },
      context: { 'aws:PrincipalAccount': account },
      ...{ identityPolicy: ALL, scp },
    });

  /** Of each type: how it is named, and what would take it away. */
  const DELETIONS: Readonly<Record<string, readonly [string, string, string]>> = {
    'AWS::SQS::Queue': ['QueueName', `sqs:eu-west-1:${MEMBER}:`, 'sqs:DeleteQueue'],
    'AWS::IAM::Role': ['RoleName', `iam::${MEMBER}:role/`, 'iam:DeleteRole'],
    'AWS::Events::Rule': ['Name', `events:eu-west-1:${MEMBER}:rule/`, 'events:DeleteRule'],
    'AWS::CloudWatch::Alarm': [
      ...(['AlarmName', `cloudwatch:eu-west-1:${MEMBER}:alarm:`] as const),
      'cloudwatch:DeleteAlarms',
    ],
    'AWS::Scheduler::Schedule': [
      ...(['Name', `scheduler:eu-west-1:${MEMBER}:schedule/default/`] as const),
      'scheduler:DeleteSchedule',
    ],
  };
  const spoke = resolve(SPOKE, SPOKE, deployedTo(MEMBER, 'eu-west-1')) as Template;
  const named = Object.values(spoke.Resources)
    .filter(({ Type }) => !/QueuePolicy|WaitConditionHandle/.test(Type))
    .map(({ Type, Properties }) => {
      const [property, place, action] = DELETIONS[Type] ?? ['', '', ''];
      return [action, `arn:aws:${place}${Properties[property]}`] as const;
    });

  it.each(named)('no administrator may %s %s; StackSets may', async (action, arn) => {
    expect(await may('Admin', action, arn)).toBe(false);
    expect(await may('stacksets-exec-0a1b', action, arn)).toBe(true);
  });

  it.each<readonly [boolean, string, string, string, string]>([
    [true, 'Admin', 'events:DeleteRule', `arn:aws:events:eu-west-1:${MEMBER}:rule/mine`, MEMBER],
    [true, 'Admin', 'iam:DeleteRole', `arn:aws:iam::${MEMBER}:role/mine`, MEMBER],
    [
      ...([false, 'Admin', 'cloudformation:DeleteStack'] as const),
      `arn:aws:cloudformation:eu-west-1:${MEMBER}:stack/StackSet-bedrock-geofence-spokes-0a1b/1`,
      MEMBER,
    ],
    [
      ...([false, 'Admin', 'cloudformation:ExecuteChangeSet'] as const),
      `arn:aws:cloudformation:eu-west-1:${MEMBER}:stack/StackSet-bedrock-geofence-spokes-0a1b/1`,
      MEMBER,
    ],
    [false, 'Admin', 'iam:CreateRole', `arn:aws:iam::${MEMBER}:role/stacksets-exec-me`, MEMBER],
    [
      ...([true, 'cdk-exec', 'events:PutRule'] as const),
      ...[`arn:aws:events:eu-west-1:${HUB}:rule/bedrock-geofence-calls`, HUB],
    ] as const,
  ])('%s: %s, %s on %s of %s', async (expected, role, action, arn, account) => {
    expect(await may(role, action, arn, account)).toBe(expected);
  });
});

describe('the commands', () => {
  it('name parameters that the template has', () => {
    const names = [...page.matchAll(/(?:--parameters|--parameter-overrides) (.+)/g)]
      .flatMap(([, text = '']) => [...text.matchAll(/(\w+)=/g)])
      .map(([, name]) => name);
    expect(names).toEqual(['HubAccount', 'HubAccount', 'HomeRegion']);
    const { Parameters } = SPOKE as Template & { Parameters: object };
    for (const name of names) expect(Parameters).toHaveProperty(String(name));
  });

  it('deploy the stage of the management account', () => {
    const stage = readFileSync('infra/management-spokes.ts', 'utf8');
    const [, id = 'none'] = /super\(scope, '(\w+)'\)/.exec(stage) ?? [];
    expect(page).toContain(`npx cdk deploy '${id}/*'`);
  });
});
