import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { expect, it } from 'vitest';
import type { Organization } from '../../../core/coverage/organization.ts';
import { readOrganization } from '../../../core/coverage/read-organization.ts';
import { anAccount, anOrganization, MEMBER } from './organizations.ts';

type Json = Record<string, unknown>;
const whole = anOrganization() as Organization & Json;
const [root] = whole.units;
const inOrganization = (over: Json) => JSON.stringify({ ...whole, ...over }, null, 2);

it('reads what it is given, and the sample', () => {
  expect(readOrganization(inOrganization({}))).toEqual({
    kind: 'organization',
    organization: whole,
  });
  const sample = readOrganization(readFileSync('samples/organization.json'));
  expect(sample.kind).toBe('organization');
});

it.each<readonly [string, string, string, RegExp]>([
  ['no JSON', 'accounts', '', /quote too few/],
  ['a list', '[]', '', /one JSON object with "accounts"/],
  ['another schema', inOrganization({ schema: 'organization/2' }), '/schema', /correct "schema"/],
  ['no accounts', inOrganization({ accounts: [] }), '/accounts', /correct/],
  [
    'a key that is not known',
    inOrganization({ account: 1 }),
    '/account',
    /did you mean "accounts"/,
  ],
  [
    'an account of 11 digits',
    inOrganization({ hubAccount: '55556666777' }),
    '/hubAccount',
    /correct/,
  ],
  [
    'a status that is none',
    inOrganization({ accounts: [{ ...anAccount(MEMBER, 'x'), status: 'SUSPENDET' }] }),
    '/accounts/0/status',
    /did you mean "SUSPENDED"/,
  ],
  [
    'an account in no unit',
    inOrganization({ accounts: [anAccount(MEMBER, 'x', { parent: 'ou-1' })] }),
    '/accounts/0/parent',
    /add it there/,
  ],
  [
    'no management account among them',
    inOrganization({ accounts: [anAccount(MEMBER, 'x')] }),
    '/managementAccount',
    /no policy holds for it/,
  ],
  [
    'a policy that is not there',
    inOrganization({ accounts: [anAccount(MEMBER, 'x', { policies: ['p-0', 'p-7'] })] }),
    '/accounts/0/policies/1',
    /null for its content/,
  ],
  [
    'an account twice',
    inOrganization({ accounts: [anAccount(MEMBER, 'x'), anAccount(MEMBER, 'y')] }),
    '/accounts/1/id',
    /take one of them out/,
  ],
  [
    'units in a circle',
    inOrganization({
      units: [
        root,
        { id: 'a', name: 'a', parent: 'b', policies: [] },
        { id: 'b', name: 'b', parent: 'a', policies: [] },
      ],
    }),
    '/units/1/parent',
    /correct the parents/,
  ],
  [
    'a key twice',
    inOrganization({}).replace('{', '{"schema":"organization/1",'),
    '/schema',
    /keep one/,
  ],
])('refuses %s, with its place and how to fix it', (_, text, pointer, fix) => {
  const read = readOrganization(text);
  const problems = read.kind === 'problems' ? read.problems : [];
  expect(problems.map((each) => each.pointer)).toContain(pointer);
  expect(problems.map((each) => each.fix).join()).toMatch(fix);
});

it('tells everything at once', () => {
  const read = readOrganization(inOrganization({ managementAccount: '1', hubAccount: '2', x: 1 }));
  expect(read.kind === 'problems' && read.problems).toHaveLength(3);
});

it('its schema for editors takes the sample, and no other key', () => {
  const schema = JSON.parse(readFileSync('docs/schemas/organization.schema.json', 'utf8'));
  const takes = new Ajv({ strict: true, formats: { 'date-time': true } }).compile(schema);
  const sample = JSON.parse(readFileSync('samples/organization.json', 'utf8'));
  expect(takes(sample)).toBe(true);
  expect(takes({ ...sample, x: 1 })).toBe(false);
});
