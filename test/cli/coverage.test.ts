import { expect, it } from 'vitest';
import type { CoverageOptions } from '../../cli/coverage.ts';
import type { Coverage } from '../../core/coverage/coverage.ts';
import {
  anAccount,
  anOrganization,
  HUB,
  MANAGEMENT,
  MEMBER,
} from '../core/coverage/organizations.ts';
import { cover, evidenceOf, only, saved } from './coverage-runs.ts';

/** No policy holds for the management account: suspended, it can call nothing either. */
const management = anAccount(MANAGEMENT, 'management', { status: 'SUSPENDED' });
const accounts = [anAccount(MEMBER, 'prod-chat'), anAccount(HUB, 'security'), management];
const organization = saved('two.json', anOrganization([only('eu-central-1')], { accounts }));

it('leads with who can call unseen, and ends with 1', async () => {
  const evidence = await evidenceOf([HUB, 'eu-central-1']);
  const { exit, out } = await cover({ organization, evidence });
  expect(exit).toBe(1);
  expect(out).toMatch(/^No: 1 of \d+ account-Regions can call Bedrock and is not watched\.\n/);
  expect(out).toContain('  111122223333  prod-chat: eu-central-1\n');
  expect(out).toMatch(/ {8}1 {2}watched\n/);
  expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
});

it('ends with 0 where everybody who can call is watched, and says the same as JSON', async () => {
  const evidence = await evidenceOf([HUB, 'eu-central-1'], [MEMBER, 'eu-central-1']);
  const { exit, out } = await cover({ organization, evidence, format: 'json' });
  expect(exit).toBe(0);
  const { rows, unseen } = JSON.parse(out) as Coverage;
  expect(rows.filter(({ state }) => state === 'watched')).toHaveLength(2);
  expect(unseen).toEqual([]);
  expect((await cover({ organization, evidence })).out).toMatch(/^Yes: /);
});

it('without evidence nobody can say, and it ends with 2', async () => {
  const { exit, out } = await cover({ organization });
  expect(exit).toBe(2);
  expect(out).toMatch(/^Not known: of 2 of /);
  expect(out.replace(/\s+/g, ' ')).toContain('evidence: no evidence was named');
});

it.each<readonly [string, Partial<CoverageOptions>, RegExp]>([
  ['a file that is not there', { organization: 'no.json' }, /no\.json cannot be read/],
  [
    'one of another kind',
    { organization: 'samples/geofence.json' },
    /missing-key[\s\S]*add "hubAccount"/,
  ],
  ['evidence that is not there', { organization, evidence: 'nowhere' }, /nowhere/],
  ['a hub that is none', { organization, hub: 'x' }, /--hub x: an account has 12 digits/],
  ['a file to read and one to write', { organization, save: 'x.json' }, /leave one out/],
  ['a policy that is not there', { organization, policy: 'no.json', allow: [] }, /no such file/],
])('refuses %s', async (_, over, says) => {
  const { exit, out, err } = await cover(over);
  expect([exit, out]).toEqual([2, '']);
  expect(err).toMatch(says);
});

it('hostile names reach no terminal', async () => {
  const bad = [anAccount(MEMBER, 'x\u001b[2J\u202e'), management];
  const { out } = await cover({
    organization: saved('bad.json', anOrganization([], { accounts: bad })),
  });
  expect(out).not.toMatch(/\p{Cf}|(?!\n)\p{Cc}/u);
});
