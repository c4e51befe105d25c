import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalog } from '../../../core/catalog/known.ts';
import { policyFromAllow } from '../../../core/policy/allow-policy.ts';
import { parsePolicy } from '../../../core/policy/parse-policy.ts';
import type { ResolvedPolicy } from '../../../core/policy/resolved-policy.ts';
import { aWaiver, goodPolicy, withCatalog, withFence } from './policies.ts';

function resolve(file: unknown): ResolvedPolicy {
  const parsed = parsePolicy(JSON.stringify(file));
  if (parsed.kind === 'problems') throw new Error(JSON.stringify(parsed.problems));
  return parsed.resolved;
}

const regionsOf = (allow: readonly string[]) => {
  const parsed = policyFromAllow(allow);
  return parsed.kind === 'policy' ? (parsed.resolved.fences[0]?.regions ?? []) : [];
};

describe('fences', () => {
  it.each([
    [
      'a geography brings its Regions and countries',
      { allow: ['uk'] },
      { regions: ['eu-west-2'], countries: ['GB'] },
    ],
    [
      'a Region named alone brings its own country',
      { allow: ['eu-west-1', 'eu-central-1'] },
      { regions: ['eu-central-1', 'eu-west-1'], countries: ['DE', 'IE'] },
    ],
    [
      'both, sorted, each once',
      { allow: ['uk', 'eu-central-1', 'eu-west-2'] },
      { regions: ['eu-central-1', 'eu-west-2'], countries: ['DE', 'GB'] },
    ],
    [
      'deny takes Regions out again',
      { allow: ['uk', 'eu-west-1'], deny: ['eu-west-2'] },
      { regions: ['eu-west-1'] },
    ],
    ['enforce is the default', {}, { mode: 'enforce', scope: {} }],
    [
      'a scope is sorted',
      { scope: { models: ['b', 'a', 'b'] } },
      { scope: { models: ['a', 'b'] } },
    ],
  ])('%s', (_, over, fence) => {
    expect(resolve(withFence(over)).fences[0]).toMatchObject(fence);
  });

  it('the EU is its member states: neither London nor Zurich', () => {
    expect(regionsOf(['eu'])).toEqual([
      'eu-central-1',
      'eu-north-1',
      'eu-south-1',
      'eu-south-2',
      'eu-west-1',
      'eu-west-3',
    ]);
  });

  it('commercial is every Region of the partition aws that is ga, extras too', () => {
    const fence = { allow: ['commercial'] };
    const ga = catalog.regions.filter((each) => each.partition === 'aws' && each.status === 'ga');
    expect(resolve(withFence(fence)).fences[0]?.regions).toEqual(ga.map(({ code }) => code).sort());
    const regions = [
      { code: 'eu-north-9', country: 'SE' },
      { code: 'cn-north-9', country: 'CN', partition: 'aws-cn' },
    ];
    const more = resolve({ ...withFence(fence), catalog: { regions } }).fences[0]?.regions;
    expect(more).toHaveLength(ga.length + 1);
    expect(more).toContain('eu-north-9');
  });

  it('allowing more never takes a Region away', () => {
    const places = [
      ...catalog.geographies.map(({ id }) => id),
      ...catalog.regions.map(({ code }) => code),
    ];
    const some = fc.array(fc.constantFrom(...places), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(some, some, (allow, more) => {
        expect(regionsOf([...allow, ...more])).toEqual(
          expect.arrayContaining([...regionsOf(allow)]),
        );
      }),
    );
  });
});

it.each([
  ['2026-10-01', '2026-10-01', '2026-10-01T00:00:00.000Z', '2026-10-01T23:59:59.999Z'],
  ['2028-02-29', '2028-03-01', '2028-02-29T00:00:00.000Z', '2028-03-01T23:59:59.999Z'],
  [
    '2026-10-01T00:00:00+02:00',
    '2026-10-01T12:30Z',
    '2026-09-30T22:00:00.000Z',
    '2026-10-01T12:30:00.000Z',
  ],
])('a waiver from %s until %s', (from, until, first, last) => {
  const [waiver] = resolve(goodPolicy({ waivers: [aWaiver({ from, until })] })).waivers;
  expect([waiver?.from, waiver?.until]).toEqual([first, last]);
});

describe('profiles', () => {
  const known = 'eu.anthropic.claude-sonnet-4-6';
  const arn = 'arn:aws:bedrock:eu-central-1:111122223333:application-inference-profile/a1';
  const only = (profiles: object[]) => resolve(withCatalog({ profiles }));

  it.each([
    ['a profile', known],
    ['its ARN', `arn:aws:bedrock:eu-central-1:111122223333:inference-profile/${known}`],
  ])('a copy of %s has its model and routes', (_, copyFrom) => {
    const { profiles } = only([{ id: arn, copyFrom }]);
    expect(profiles[arn]).toEqual(profiles[known]);
    expect(profiles[arn]?.routes).not.toEqual({});
  });

  it('a copy of a global profile may run anywhere', () => {
    const copyFrom = 'global.anthropic.claude-sonnet-4-6';
    expect(only([{ id: arn, copyFrom }]).profiles[arn]?.routes).toBe('commercial');
  });

  it('a copy of a model stays in its Region', () => {
    const copyFrom = 'arn:aws:bedrock:eu-west-1::foundation-model/amazon.titan-embed-text-v2:0';
    expect(only([{ id: arn, copyFrom }]).profiles[arn]).toEqual({
      modelId: 'amazon.titan-embed-text-v2:0',
      routes: { 'eu-west-1': ['eu-west-1'] },
    });
  });

  it('an extra replaces the routes of the catalog, whatever copies it', () => {
    const routes = { 'eu-west-1': ['eu-west-3', 'eu-west-1'] };
    const { profiles } = only([
      { id: arn, copyFrom: known },
      { id: known, modelId: 'a.b', routes },
    ]);
    const replaced = { modelId: 'a.b', routes: { 'eu-west-1': ['eu-west-1', 'eu-west-3'] } };
    expect([profiles[known], profiles[arn]]).toEqual([replaced, replaced]);
  });

  it('first parts of profile ids are prefixes, of an ARN or a provider not', () => {
    const { prefixes, providers } = only([
      { id: 'mars.anthropic.x', copyFrom: known },
      { id: 'anthropic.x', copyFrom: known },
      { id: arn, copyFrom: known },
    ]);
    expect(prefixes).toEqual(expect.arrayContaining(['eu', 'global', 'mars', 'us-gov']));
    expect(prefixes.filter((each) => providers.includes(each) || /arn/.test(each))).toEqual([]);
  });
});

it('everything that a verdict depends on is in the document', () => {
  const resolved = resolve(goodPolicy());
  expect(resolved).toMatchObject({
    schema: 'resolved-policy/1',
    catalogDate: catalog.asOf,
    streamCompletionsSince: '2026-01-01T00:00:00.000Z',
  });
  expect(Object.keys(resolved.regions)).toHaveLength(catalog.regions.length);
  expect(Object.keys(resolved.zones)).toHaveLength(catalog.zones.length);
  expect(Object.keys(resolved.profiles)).toHaveLength(catalog.profiles.length);
  expect(resolved.zones['eu-central-1-waw']).toEqual({ parent: 'eu-central-1', country: 'PL' });
});
