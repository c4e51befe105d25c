import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parsePolicy } from '../../../core/policy/parse-policy.ts';
import {
  aRegion,
  aWaiver,
  aZone,
  expectOne,
  goodPolicy,
  problemsOf,
  withCatalog,
  withExample,
  withFence,
  without,
  withProfile,
  withScope,
  withWaiver,
} from './policies.ts';

/** Name, policy, code, pointer, and the text of the line that is meant. */
type Row = readonly [string, unknown, string, string, string];

it('the good policy of these tests is good', () => {
  for (const file of [
    goodPolicy(),
    withWaiver({}),
    withExample({}),
    withFence({ deny: ['eu-west-3'] }),
  ])
    expect(problemsOf(JSON.stringify(file))).toEqual([]);
});

describe('unknown keys, with the nearest that is known', () => {
  it.each([
    ['the file', goodPolicy({ fence: 1 }), '/fence', '"fence": 1', '"fences"'],
    ['a fence', withFence({ alow: 1 }), '/fences/0/alow', '"alow": 1', '"allow"'],
    ['a scope', withScope({ account: 1 }), '/fences/0/scope/account', '"account": 1', '"accounts"'],
    ['a waiver', withWaiver({ aproved: 1 }), '/waivers/0/aproved', '"aproved": 1', '"approvedBy"'],
    [
      "a waiver's scope",
      withWaiver({ scope: { model: 1 } }),
      '/waivers/0/scope/model',
      '"model": 1',
      '"models"',
    ],
    [
      'an account',
      goodPolicy({ accounts: { '111122223333': { name: 'a', ownr: 1 } } }),
      '/accounts/111122223333/ownr',
      '"ownr": 1',
      '"owner"',
    ],
    ['an example', withExample({ expects: 1 }), '/examples/0/expects', '"expects": 1', '"expect"'],
    ['the catalog', withCatalog({ zone: 1 }), '/catalog/zone', '"zone": 1', '"zones"'],
    [
      'a Region',
      withCatalog({ regions: [{ ...aRegion, cod: 1 }] }),
      '/catalog/regions/0/cod',
      '"cod": 1',
      '"code"',
    ],
    [
      'a zone',
      withCatalog({ zones: [{ ...aZone, metros: 1 }] }),
      '/catalog/zones/0/metros',
      '"metros": 1',
      '"metro"',
    ],
    [
      'a profile',
      withProfile({ copyFrom: 'eu.anthropic.claude-sonnet-4-6', route: 1 }),
      '/catalog/profiles/0/route',
      '"route": 1',
      '"routes"',
    ],
  ])('in %s', (_, value, pointer, at, near) => {
    expect(expectOne(value, 'unknown-key', pointer, at)?.fix).toContain(near);
  });

  it('a key that resembles none is to be removed', () => {
    const problem = expectOne(
      goodPolicy({ 'a/b~zzzzzzzz': 1 }),
      'unknown-key',
      '/a~1b~0zzzzzzzz',
      '"a/b~zzzzzzzz": 1',
    );
    expect(problem?.fix).toBe('remove it');
    expect(problem?.allowed).toContain('"fences"');
  });
});

describe('missing and wrong values', () => {
  it.each<Row>([
    ['no fences', {}, 'missing-key', '/fences', '{}'],
    ['no name', { fences: [{ allow: ['eu'] }] }, 'missing-key', '/fences/0/name', '{'],
    ...['id', 'regions', 'reason', 'owner', 'approvedBy', 'ticket', 'from', 'until'].map(
      (key): Row => [
        `a waiver without ${key}`,
        goodPolicy({ waivers: [without(aWaiver(), key)] }),
        'missing-key',
        `/waivers/0/${key}`,
        '{',
      ],
    ),
    ...['reason', 'owner', 'approvedBy', 'ticket'].map(
      (key): Row => [
        `a waiver with an empty ${key}`,
        withWaiver({ [key]: ' ' }),
        'wrong-value',
        `/waivers/0/${key}`,
        `"${key}": " ",`,
      ],
    ),
    ['an empty list of fences', { fences: [] }, 'wrong-value', '/fences', '"fences": []'],
    ['an empty allow', withFence({ allow: [] }), 'wrong-value', '/fences/0/allow', '"allow": []'],
    [
      'a mode that is none',
      withFence({ mode: 'warn' }),
      'wrong-value',
      '/fences/0/mode',
      '"mode": "warn"',
    ],
    ...['11112222333', '1111222233334', '11112222333x'].flatMap((id): Row[] => [
      [
        `account ${id} in a scope`,
        withScope({ accounts: [id] }),
        'wrong-value',
        '/fences/0/scope/accounts/0',
        `"${id}"`,
      ],
      [
        `account ${id} with a name`,
        goodPolicy({ accounts: { [id]: { name: 'a' } } }),
        'wrong-value',
        `/accounts/${id}`,
        `"${id}": {`,
      ],
    ]),
    ['a number for a text', withFence({ name: 7 }), 'wrong-value', '/fences/0/name', '"name": 7,'],
    ['a list for the file', [], 'wrong-value', '', '[]'],
    ['a list for a fence', { fences: [[]] }, 'wrong-value', '/fences/0', '[]'],
    [
      'a list for a scope',
      withFence({ scope: [] }),
      'wrong-value',
      '/fences/0/scope',
      '"scope": []',
    ],
    [
      'a list for accounts',
      goodPolicy({ accounts: [] }),
      'wrong-value',
      '/accounts',
      '"accounts": []',
    ],
    [
      'a list for routes',
      withProfile({ routes: [] }),
      'wrong-value',
      '/catalog/profiles/0/routes',
      '"routes": []',
    ],
    ['a text for the file', 'fences', 'wrong-value', '', '"fences"'],
    ['null for the file', null, 'wrong-value', '', 'null'],
  ])('%s', (_, value, code, pointer, at) => {
    expectOne(value, code, pointer, at);
  });
});

describe('a wrong value says how to write it', () => {
  it.each([
    [
      'a mode',
      withFence({ mode: 'enforced' }),
      '"enforce" or "observe"',
      'did you mean "enforce"?',
    ],
    ['a mode like none', withFence({ mode: 'zzzzzzzzzzzz' }), '"observe"', 'correct "mode"'],
    ['one text for a list', { fences: [{ name: 'a', allow: 'eu' }] }, 'a list', '["eu"]'],
    ['a number', withScope({ accounts: [111122223333] }), 'a text', '"111122223333"'],
    ['an account', withScope({ accounts: ['12'] }), '12 digits', 'entry 1 of "accounts"'],
    ['a missing key', { fences: [{ allow: ['eu'] }] }, '"name"', 'add "name"'],
    ['an object for a list', goodPolicy({ waivers: {} }), 'a list', 'correct "waivers"'],
    [
      'a Region',
      withCatalog({ regions: [{ code: 'us', country: 'US' }] }),
      'Region code',
      '"code"',
    ],
    [
      'a partition',
      withCatalog({ regions: [{ ...aRegion, partition: 'asw' }] }),
      '"aws-cn"',
      '"partition"',
    ],
  ])('%s', (_, value, allowed, fix) => {
    const [problem] = problemsOf(JSON.stringify(value));
    expect(problem?.allowed).toContain(allowed);
    expect(problem?.fix).toContain(fix);
  });
});

it('the sample policy is accepted, as text and as bytes, and its hash is of what it resolves to', () => {
  const bytes = readFileSync('samples/geofence.json');
  const parsed = [bytes, bytes.toString('utf8')].map(parsePolicy);
  expect(parsed.map(({ kind }) => kind)).toEqual(['policy', 'policy']);
  expect(parsed[0]).toEqual(parsed[1]);
  expect(parsed[0]).toMatchObject({ sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
});
