import { describe, expect, it } from 'vitest';
import {
  aWaiver,
  aZone,
  expectOne,
  goodPolicy,
  problemsOf,
  withCatalog,
  withExample,
  withFence,
  withProfile,
  withWaiver,
} from './policies.ts';

const withFences = (...fences: object[]) =>
  goodPolicy({
    fences: fences.map((fence, index) => ({ name: `f${index}`, allow: ['eu'], ...fence })),
  });
const scopeA = { accounts: ['111122223333', '444455556666'], models: ['a*'] };
const scopeB = { models: ['a*'], accounts: ['444455556666', '111122223333', '444455556666'] };

describe('what no schema can say', () => {
  it.each([
    [
      'deny that takes nothing away',
      withFence({ deny: ['us-east-1'] }),
      'deny-without-effect',
      '/fences/0/deny/0',
      '"us-east-1"',
    ],
    [
      'deny that takes everything away',
      withFence({ allow: ['eu-west-1'], deny: ['eu-west-1'] }),
      'empty-fence',
      '/fences/0',
      '{',
    ],
    [
      'two fences of one name',
      withFences({ scope: scopeA, name: 'f1' }, {}),
      'duplicate-id',
      '/fences/1/name',
      '"name": "f1",',
    ],
    [
      'a fence after one for every call',
      withFences({}, { scope: scopeA }),
      'unreachable-fence',
      '/fences/1',
      '{',
    ],
    [
      'a fence after an empty scope',
      withFences({ scope: {} }, { scope: scopeA }),
      'unreachable-fence',
      '/fences/1',
      '{',
    ],
    [
      'the same scope in another order',
      withFences({ scope: scopeA }, { scope: scopeB }),
      'unreachable-fence',
      '/fences/1',
      '{',
    ],
    [
      'two waivers of one id',
      goodPolicy({ waivers: [aWaiver(), aWaiver()] }),
      'duplicate-id',
      '/waivers/1/id',
      '"id": "W-1",',
    ],
    [
      'owner = approver',
      withWaiver({ approvedBy: 'team-chat' }),
      'approver-is-owner',
      '/waivers/0/approvedBy',
      '"approvedBy": "team-chat",',
    ],
    [
      'owner = approver but for case and spaces',
      withWaiver({ approvedBy: ' Team-CHAT ' }),
      'approver-is-owner',
      '/waivers/0/approvedBy',
      '"approvedBy": " Team-CHAT ",',
    ],
    [
      'owner = approver in wide letters',
      withWaiver({ approvedBy: 'ｔｅａｍ-chat' }),
      'approver-is-owner',
      '/waivers/0/approvedBy',
      '"approvedBy": "ｔｅａｍ-chat",',
    ],
    [
      'until before from',
      withWaiver({ until: '2026-09-30' }),
      'until-before-from',
      '/waivers/0/until',
      '"until": "2026-09-30"',
    ],
    [
      'until before from by an hour and a zone',
      withWaiver({ from: '2026-10-01T12:00:00Z', until: '2026-10-01T12:30:00+01:00' }),
      'until-before-from',
      '/waivers/0/until',
      '"until": "2026-10-01T12:30:00+01:00"',
    ],
    [
      'a day that does not exist',
      withWaiver({ until: '2027-02-29' }),
      'no-such-time',
      '/waivers/0/until',
      '"until": "2027-02-29"',
    ],
    [
      'a time in words',
      withWaiver({ until: 'next year' }),
      'wrong-value',
      '/waivers/0/until',
      '"until": "next year"',
    ],
    [
      'copyFrom and routes',
      withProfile({
        copyFrom: 'eu.anthropic.claude-sonnet-4-6',
        routes: { 'eu-west-1': ['eu-west-1'] },
      }),
      'profile-source',
      '/catalog/profiles/0',
      '{',
    ],
    ['neither copyFrom nor routes', withProfile({}), 'profile-source', '/catalog/profiles/0', '{'],
    [
      'an unknown copyFrom',
      withProfile({ copyFrom: 'eu.nobody.nothing-1' }),
      'unknown-profile',
      '/catalog/profiles/0/copyFrom',
      '"copyFrom": "eu.nobody.nothing-1"',
    ],
    [
      'two profiles of one id',
      withCatalog({
        profiles: [1, 2].map(() => ({ id: 'a.b', copyFrom: 'eu.anthropic.claude-sonnet-4-6' })),
      }),
      'duplicate-id',
      '/catalog/profiles/1/id',
      '"id": "a.b",',
    ],
    [
      'a Region that the catalog has elsewhere',
      withCatalog({ regions: [{ code: 'eu-central-1', country: 'FR' }] }),
      'contradicts-catalog',
      '/catalog/regions/0/country',
      '"country": "FR"',
    ],
    [
      'a Region that the catalog has in another partition',
      withCatalog({ regions: [{ code: 'cn-north-1', country: 'CN' }] }),
      'contradicts-catalog',
      '/catalog/regions/0/partition',
      '{',
    ],
    [
      'a zone that the catalog has elsewhere',
      withCatalog({ zones: [{ parent: 'eu-central-1', metro: 'waw', country: 'DE' }] }),
      'contradicts-catalog',
      '/catalog/zones/0/country',
      '"country": "DE"',
    ],
    [
      'a zone twice',
      withCatalog({ zones: [aZone, { ...aZone, country: 'FR' }] }),
      'duplicate-id',
      '/catalog/zones/1',
      '{',
    ],
    [
      'a copy with a model of its own',
      withProfile({ copyFrom: 'eu.anthropic.claude-sonnet-4-6', modelId: 'a.b' }),
      'profile-source',
      '/catalog/profiles/0/modelId',
      '"modelId": "a.b"',
    ],
    [
      'an example that comes out differently',
      withExample({ expect: 'outside' }),
      'example-differs',
      '/examples/0/expect',
      '"expect": "outside"',
    ],
    [
      'an example through global',
      withExample({ profile: 'global.anthropic.claude-sonnet-4-6' }),
      'example-differs',
      '/examples/0/expect',
      '"expect": "inside"',
    ],
    [
      'an example of a profile and a model',
      withExample({ model: 'amazon.titan-embed-text-v2:0' }),
      'example-subject',
      '/examples/0',
      '{',
    ],
    [
      'an example of nothing',
      withExample({ profile: undefined }),
      'example-subject',
      '/examples/0',
      '{',
    ],
    [
      'an example of a fence that is not there',
      withExample({ fence: 'mars' }),
      'example-differs',
      '/examples/0/expect',
      '"expect": "inside",',
    ],
  ])('%s', (_, value, code, pointer, at) => {
    expectOne(value, code, pointer, at);
  });

  it('a third fence of one scope is told to be like the first', () => {
    const fences = withFences({ scope: scopeA }, { scope: scopeB }, { scope: scopeA });
    const found = problemsOf(JSON.stringify(fences)).map((problem) => problem.found);
    expect(found).toEqual(['the same scope as fence 1', 'the same scope as fence 1']);
  });

  it('the last instant of a day is still the day', () => {
    expect(
      problemsOf(JSON.stringify(withWaiver({ from: '2026-10-01T23:00:00Z', until: '2026-10-01' }))),
    ).toEqual([]);
  });
});
