import { describe, expect, it } from 'vitest';
import {
  aZone,
  placedOf,
  problemsOf,
  withCatalog,
  withExample,
  withFence,
  withProfile,
  withScope,
  withWaiver,
} from './policies.ts';

describe('unknown places, with the closest that are known', () => {
  it.each([
    [
      'allow',
      withFence({ allow: ['eu-centrl-1'] }),
      'unknown-place',
      '/fences/0/allow/0',
      'eu-central-1',
    ],
    ['allow', withFence({ allow: ['euu'] }), 'unknown-place', '/fences/0/allow/0', '"eu"'],
    [
      'deny',
      withFence({ deny: ['eu-wst-2'] }),
      'unknown-region',
      '/fences/0/deny/0',
      '"eu-west-2"',
    ],
    [
      'scope',
      withScope({ sourceRegions: ['eu-wset-1'] }),
      'unknown-region',
      '/fences/0/scope/sourceRegions/0',
      '"eu-west-1"',
    ],
    [
      'waiver',
      withWaiver({ regions: ['us-eest-1'] }),
      'unknown-region',
      '/waivers/0/regions/0',
      '"us-east-1"',
    ],
    [
      "waiver's scope",
      withWaiver({ scope: { sourceRegions: ['us-eest-1'] } }),
      'unknown-region',
      '/waivers/0/scope/sourceRegions/0',
      '"us-east-1"',
    ],
    [
      'zone',
      withCatalog({ zones: [{ ...aZone, parent: 'eu-centrl-1' }] }),
      'unknown-region',
      '/catalog/zones/0/parent',
      '"eu-central-1"',
    ],
    [
      'route to',
      withProfile({ routes: { 'eu-west-1': ['eu-wset-1'] } }),
      'unknown-region',
      '/catalog/profiles/0/routes/eu-west-1/0',
      '"eu-west-1"',
    ],
    [
      'route from',
      withProfile({ routes: { 'eu-wset-1': ['eu-west-1'] } }),
      'unknown-region',
      '/catalog/profiles/0/routes/eu-wset-1',
      '"eu-west-1"',
    ],
    [
      'a metro, which no record names, in a waiver',
      withWaiver({ regions: ['eu-central-1-waw'] }),
      'unknown-region',
      '/waivers/0/regions/0',
      '"eu-central-1-waw-1a"',
    ],
    [
      'example',
      withExample({ sourceRegion: 'eu-wset-1', expect: 'outside' }),
      'unknown-region',
      '/examples/0/sourceRegion',
      '"eu-west-1"',
    ],
    [
      "copied model's Region",
      withProfile({ copyFrom: 'arn:aws:bedrock:eu-wset-1::foundation-model/amazon.nova-pro-v1:0' }),
      'unknown-region',
      '/catalog/profiles/0/copyFrom',
      '"eu-west-1"',
    ],
  ])('%s', (_, value, code, pointer, near) => {
    const [problem, ...rest] = placedOf(JSON.stringify(value, null, 1));
    expect(rest).toEqual([]);
    expect([problem?.code, problem?.pointer]).toEqual([code, pointer]);
    expect(problem?.fix).toContain(near);
    expect(problem?.at).toContain(problem?.found.replaceAll('"', ''));
  });

  it.each([
    ['deny', withFence({ deny: ['eu'] })],
    ['a waiver', withWaiver({ regions: ['eu'] })],
  ])('a geography where only Regions may stand: %s', (_, value) => {
    expect(problemsOf(JSON.stringify(value))).toEqual([
      expect.objectContaining({ code: 'unknown-region', found: '"eu", a geography' }),
    ]);
  });
});
