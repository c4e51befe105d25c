import { expect, it } from 'vitest';
import { countStates } from '../../../core/coverage/count-states.ts';
import { coverageAnswer } from '../../../core/coverage/coverage-answer.ts';
import { createCover } from '../../../core/coverage/create-cover.ts';
import type { Organization } from '../../../core/coverage/organization.ts';
import { createSightings } from '../../../core/coverage/sightings.ts';
import { aFence } from '../judge/judge-records.ts';
import { regionDeny } from '../prevent/article.ts';
import { anAccount, anOrganization, HUB, MANAGEMENT, MEMBER } from './organizations.ts';

const policy = aFence('eu');
const NOW = Date.parse('2026-11-03T12:00:00Z');
const EU_ONLY = regionDeny(['eu-central-1', 'eu-west-1']);

function cover(
  organization: Organization,
  seen: readonly (readonly [accountId: string, region: string])[] = [],
  unreadOf: (region: string) => string | null = () => null,
) {
  const sightings = createSightings(policy, NOW);
  for (const [accountId, region] of seen) sightings.addAt(accountId, region, 'canaryMs', NOW - 1);
  const coverBy = createCover({ organization, policy, prefix: 'bedrock-geofence' });
  const coverage = coverBy({ sightings, unreadOf, unseen: [], nowMs: NOW });
  const stateOf = (id: string, region: string) =>
    coverage.rows.find((row) => row.accountId === id && row.region === region)?.state;
  return { coverage, stateOf };
}

it('every account in every Region is one row, in one state', () => {
  const { coverage, stateOf } = cover(anOrganization([EU_ONLY]), [
    [MEMBER, 'eu-central-1'],
    [HUB, 'eu-central-1'],
  ]);
  const keys = coverage.rows.map(({ accountId, region }) => `${accountId} ${region}`);
  expect(new Set(keys).size).toBe(keys.length);
  expect(keys.length % 3).toBe(0);
  expect(stateOf(MEMBER, 'eu-central-1')).toBe('watched');
  expect(stateOf(MEMBER, 'eu-west-1')).toBe('callable, not watched');
  expect(stateOf(MEMBER, 'us-east-1')).toBe('denied by SCP');
  expect(stateOf(MEMBER, 'eu-central-2')).toBe('not enabled');
  expect(stateOf(MANAGEMENT, 'us-east-1')).toBe('callable, not watched');
  expect(coverage.rows[0]?.state).toBe('callable, not watched');
  const total = Object.values(countStates(coverage.rows)).reduce((sum, count) => sum + count);
  expect(total).toBe(coverage.rows.length);
  expect(coverageAnswer(coverage)).toMatchObject({
    tone: 'alarm',
    text: /^No: \d+ of \d+ account/,
  });
});

it('Regions are those of the partition with Bedrock, and whatever is enabled or was seen', () => {
  const accounts = [anAccount(MEMBER, 'x', { enabledRegions: ['eu-north-9', 'ap-east-1'] })];
  const { stateOf } = cover(anOrganization([], { accounts }), [[MEMBER, 'xx-north-1']]);
  expect(stateOf(MEMBER, 'eu-north-9')).toBe('callable, not watched');
  expect(stateOf(MEMBER, 'xx-north-1')).toBe('watched');
  expect(stateOf(MEMBER, 'ap-east-1')).toBeUndefined();
  expect(stateOf(MEMBER, 'us-gov-west-1')).toBeUndefined();
  const gov = cover(anOrganization([], { partition: 'aws-us-gov' }));
  expect(gov.stateOf(HUB, 'us-gov-west-1')).toBe('callable, not watched');
});

it('a Region that evidence alone names is a row of the account from which it came', () => {
  const { coverage } = cover(anOrganization(), [
    [MEMBER, 'xx-north-1'],
    [MEMBER, 'xx-north-2'],
  ]);
  const made = coverage.rows.filter(({ region }) => region.startsWith('xx-'));
  expect(made.map(({ accountId, region }) => `${accountId} ${region}`)).toEqual([
    `${MEMBER} xx-north-1`,
    `${MEMBER} xx-north-2`,
  ]);
});

it('a Region that has to be enabled is unknown where nobody could look', () => {
  const accounts = [anAccount(MEMBER, 'x', { enabledRegions: null })];
  const { stateOf } = cover(anOrganization([EU_ONLY], { accounts }));
  expect(stateOf(MEMBER, 'eu-west-1')).toBe('callable, not watched');
  expect(stateOf(MEMBER, 'eu-central-2')).toBe('denied by SCP');
  const free = cover(anOrganization([], { accounts }));
  expect(free.stateOf(MEMBER, 'eu-central-2')).toBe('unknown');
});

it('a policy against queues keeps the watcher from delivering, except in the account of the hub', () => {
  const noQueues = { Statement: [{ Effect: 'Deny', Action: 'sqs:*', Resource: '*' }] };
  const seen = [MEMBER, HUB].map((id) => [id, 'eu-west-1'] as const);
  const { stateOf } = cover(anOrganization([noQueues]), seen);
  expect(stateOf(MEMBER, 'eu-west-1')).toBe('callable, not watched');
  expect(stateOf(HUB, 'eu-west-1')).toBe('watched');
});

it.each([
  ['ArnNotLike', `arn:aws:iam::${MEMBER}:role/*`],
  ['StringNotLike', `*::${MEMBER}:role/*`],
])('decides for each account by itself where a policy names accounts: %s', (operator, named) => {
  const others = {
    Statement: [
      {
        ...{ Effect: 'Deny', Action: '*', Resource: '*' },
        Condition: { [operator]: { 'aws:PrincipalArn': named } },
      },
    ],
  };
  const accounts = [anAccount(MEMBER, 'prod-chat'), anAccount(HUB, 'security')];
  for (const order of [accounts, accounts.toReversed()]) {
    const { stateOf } = cover(anOrganization([others], { accounts: order }));
    expect(stateOf(MEMBER, 'eu-west-1')).toBe('callable, not watched');
    expect(stateOf(HUB, 'eu-west-1')).not.toBe('callable, not watched');
  }
});

it('says where evidence was not read, and leaves its Region in doubt', () => {
  const organization = anOrganization();
  const { stateOf } = cover(organization, [[MEMBER, 'eu-west-1']], (region) =>
    region.startsWith('eu-west') ? 'cut off' : null,
  );
  expect(stateOf(MEMBER, 'eu-west-1')).toBe('watched');
  expect(stateOf(MEMBER, 'eu-west-2')).toBe('unknown');
  expect(stateOf(MEMBER, 'us-east-1')).toBe('callable, not watched');
});

it('names accounts in evidence that the organization does not have, and a hub that nobody named', () => {
  const { coverage } = cover(anOrganization([], { hubAccount: null }), [
    ['999999999999', 'eu-west-1'],
  ]);
  expect(coverage.unseen).toMatchObject([
    { where: 'the hub' },
    { where: 'account 999999999999', problem: /the organization does not have it/ },
  ]);
});

it.each([
  [[], [], 'warning', 'Not known: no account was looked at.'],
  [['watched', 'denied by SCP'], [], 'good', 'Yes: of 2 account-Regions none can call Bedrock'],
  [['watched'], [{ where: 'a', problem: 'b' }], 'warning', 'Not known: 1 thing could not'],
  [['watched', 'unknown'], [], 'warning', 'Not known: of 1 of 2 account-Regions nobody can say.'],
  [['callable, not watched', 'unknown'], [], 'alarm', 'No: 1 of 2 account-Regions can call'],
] as const)('%j, %j: %s', (states, unseen, tone, text) => {
  const rows = states.map((state) => ({
    accountId: MEMBER,
    name: '',
    region: 'x',
    state,
    why: '',
  }));
  const answer = coverageAnswer({ rows, unseen });
  expect(answer.tone).toBe(tone);
  expect(answer.text).toContain(text);
});
