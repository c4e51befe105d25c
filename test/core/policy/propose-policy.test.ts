import { describe, expect, it } from 'vitest';
import { catalog } from '../../../core/catalog/known.ts';
import { parsePolicy } from '../../../core/policy/parse-policy.ts';
import { proposePolicy } from '../../../core/policy/propose-policy.ts';

const seenIn = (...regions: string[]) =>
  regions.map((sourceRegion) => ({ sourceRegion, accountId: '111122223333' }));
const propose = (seen: Parameters<typeof proposePolicy>[0], creations: [string, string][] = []) =>
  proposePolicy(seen, new Map(creations), catalog);
const profile = 'eu.anthropic.claude-sonnet-4-6';

describe('one fence per jurisdiction, never per prefix', () => {
  it.each([
    ['one state of the EU', ['eu-central-1'], [['eu', undefined]]],
    [
      'two of them, and calls twice',
      ['eu-west-3', 'eu-central-1', 'eu-west-3'],
      [['eu', undefined]],
    ],
    [
      'the EU and Switzerland',
      ['eu-central-1', 'eu-central-2'],
      [
        ['ch', ['eu-central-2']],
        ['eu', ['eu-central-1']],
      ],
    ],
    [
      'the EU and London',
      ['eu-west-2', 'eu-west-1'],
      [
        ['eu', ['eu-west-1']],
        ['uk', ['eu-west-2']],
      ],
    ],
    ['the US', ['us-east-1', 'us-west-2'], [['us', undefined]]],
    ['an unknown Region beside one that is known', ['mars-1', 'eu-west-1'], [['eu', undefined]]],
  ])('%s', (_, regions, fences) => {
    const file = propose(seenIn(...regions));
    expect(file?.fences.map(({ name, scope }) => [name, scope?.sourceRegions])).toEqual(fences);
    for (const { name, allow } of file?.fences ?? []) expect(allow).toEqual([name]);
    expect(file?.accounts).toEqual({ '111122223333': { name: 'account-111122223333' } });
    expect(parsePolicy(JSON.stringify(file)).kind).toBe('policy');
  });

  it.each(catalog.regions.filter(({ status }) => status === 'ga').map(({ code }) => code))(
    'a call from %s gives a policy whose fence holds it',
    (code) => {
      const file = propose(seenIn(code));
      const parsed = parsePolicy(JSON.stringify(file));
      if (parsed.kind !== 'policy') throw new Error(JSON.stringify(parsed.problems));
      expect(parsed.resolved.fences).toHaveLength(1);
      expect(parsed.resolved.fences[0]?.regions).toContain(code);
    },
  );
});

it.each([
  ['nothing was seen', []],
  ['no Region is known', ['mars-1', 'constructor', '__proto__', '']],
])('none where %s', (_, regions) => {
  expect(propose(seenIn(...regions))).toBeNull();
});

it('names only accounts that a policy takes', () => {
  const seen = ['444455556666', null, '12', '111122223333', '444455556666'].map((accountId) => ({
    sourceRegion: 'eu-west-1',
    accountId,
  }));
  expect(Object.keys(propose(seen)?.accounts ?? {})).toEqual(['111122223333', '444455556666']);
  expect(propose([{ sourceRegion: 'eu-west-1', accountId: null }])).not.toHaveProperty('accounts');
});

it('takes over the application profiles whose source is known, sorted', () => {
  const model = 'arn:aws:bedrock:eu-west-1::foundation-model/amazon.titan-embed-text-v2:0';
  const file = propose(seenIn('eu-west-1'), [
    ['z', profile],
    ['n', 'eu.nobody.nothing'],
    ['b', model],
    ['a', `arn:aws:bedrock:eu-west-1:111122223333:inference-profile/${profile}`],
  ]);
  expect(file?.catalog?.profiles?.map(({ id }) => id)).toEqual(['a', 'b', 'z']);
  expect(parsePolicy(JSON.stringify(file)).kind).toBe('policy');
});

it('the order of what was seen does not count', () => {
  const seen = seenIn('us-east-1', 'eu-central-2', 'eu-west-1', 'ap-northeast-1');
  expect(propose(seen.toReversed())).toEqual(propose(seen));
});
