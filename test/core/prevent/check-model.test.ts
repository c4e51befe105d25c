import { describe, expect, it } from 'vitest';
import { checkAll, checkModel } from '../../../core/prevent/check-model.ts';
import { aFence, aPolicy } from '../judge/judge-records.ts';

const eu = aFence('eu');
const [fence = eu.fences[0]] = eu.fences;
const OPUS = 'eu.anthropic.claude-opus-5';
const check = (model: string, from: string | null = null) =>
  fence === undefined ? [] : checkModel(model, from, fence, eu);
const outcomes = (model: string) =>
  Object.fromEntries(check(model).map(({ sourceRegion, outcome }) => [sourceRegion, outcome]));

describe('checkModel', () => {
  it('a prefix is not a geography: it depends on the source Region', () => {
    expect(outcomes(OPUS)).toMatchObject({
      'eu-central-1': 'stays',
      'eu-west-3': 'stays',
      'eu-west-2': 'leaves',
      'eu-central-2': 'leaves',
    });
  });

  it.each([
    ['names what is outside', OPUS, 'eu-west-2', { outcome: 'leaves', outside: ['eu-west-2'] }],
    [
      'global.',
      'global.anthropic.claude-opus-5',
      'eu-central-1',
      { outcome: 'leaves', instead: [OPUS] },
    ],
    [
      'a base model',
      'amazon.nova-pro-v1:0',
      'eu-west-3',
      { outcome: 'stays', destinations: ['eu-west-3'] },
    ],
    ['a base model called outside', 'amazon.nova-pro-v1:0', 'us-east-1', { outcome: 'leaves' }],
    [
      'a profile nobody knows',
      'eu.nobody.knows',
      'eu-west-3',
      { outcome: 'unknown', destinations: [] },
    ],
    [
      'not from that source',
      'us.anthropic.claude-opus-5',
      'eu-west-3',
      { outcome: 'unknown', instead: [OPUS] },
    ],
  ])('%s', (_, model, from, expected) => expect(check(model, from)).toMatchObject([expected]));

  it('what it says to call instead stays inside', () => {
    const all = fence === undefined ? [] : checkAll(fence, eu);
    const pairs = all.flatMap(({ sourceRegion, instead }) =>
      instead.map((id) => [id, sourceRegion] as const),
    );
    expect(pairs.length).toBeGreaterThan(20);
    expect(pairs.filter(([id, source]) => check(id, source)[0]?.outcome !== 'stays')).toEqual([]);
  });
});

describe('checkAll', () => {
  it('holds every route of every profile, and agrees with the fence', () => {
    const all = fence === undefined ? [] : checkAll(fence, eu);
    const listed = Object.values(eu.profiles).flatMap(({ routes }) =>
      routes === 'commercial' ? [] : Object.keys(routes),
    );
    expect(all.filter(({ model }) => !model.startsWith('global.'))).toHaveLength(listed.length);
    const wrong = all.filter(({ destinations, outcome }) => {
      const inside = destinations.every((region) => fence?.regions.includes(region));
      return (outcome === 'stays') !== (inside && destinations.length > 0);
    });
    expect(wrong).toEqual([]);
  });

  it('an application profile that the policy names is checked too', () => {
    const id = 'arn:aws:bedrock:eu-central-1:111122223333:application-inference-profile/a';
    const policy = aPolicy({
      fences: [{ name: 'eu', allow: ['eu'] }],
      catalog: { profiles: [{ id, copyFrom: OPUS }] },
    });
    const routes = policy.fences.flatMap((each) => checkModel(id, 'eu-central-1', each, policy));
    expect(routes).toMatchObject([{ outcome: 'stays' }]);
    const everywhere = policy.fences.flatMap((each) => checkModel(id, null, each, policy));
    expect(everywhere.map(({ sourceRegion }) => sourceRegion)).toEqual(['eu-central-1']);
  });
});
