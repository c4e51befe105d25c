import { describe, expect, it } from 'vitest';
import type { LiveProfile } from '../../../core/catalog/live-profile.ts';
import { readLiveProfile } from '../../../core/catalog/live-profile.ts';
import { parsePolicy } from '../../../core/policy/parse-policy.ts';
import { refreshExtras } from '../../../core/policy/refresh-extras.ts';
import { writeExtras } from '../../../core/policy/write-extras.ts';
import { checkModel } from '../../../core/prevent/check-model.ts';

const TEXT = `{
  "fences": [{ "name": "eu", "allow": ["eu"] }],
  "catalog": { "profiles": [{ "id": "eu.acme.old-v1:0", "routes": { "eu-west-1": ["eu-west-1"] } }] }
}`;
const NOVA = 'eu.amazon.nova-pro-v1:0';
const NOVA_FROM_FRANKFURT = ['eu-central-1', 'eu-north-1', 'eu-west-1', 'eu-west-3'];
const APP = 'arn:aws:bedrock:eu-central-1:111122223333:application-inference-profile/k3x9q1';

const parsed = (text = TEXT) => {
  const policy = parsePolicy(text);
  if (policy.kind === 'problems') throw new Error(JSON.stringify(policy.problems));
  return policy;
};
const profile = (id: string, regions: LiveProfile['regions'], over: Partial<LiveProfile> = {}) =>
  ({ id, type: 'SYSTEM_DEFINED', modelId: 'acme.new-v1:0', regions, ...over }) as const;

function refresh(...profiles: readonly LiveProfile[]) {
  const { file, resolved } = parsed();
  return refreshExtras({ 'eu-central-1': profiles }, file.catalog?.profiles ?? [], resolved);
}

describe('readLiveProfile', () => {
  const arn = (region: string, id = 'amazon.nova-pro-v1:0') =>
    `arn:aws:bedrock:${region}::foundation-model/${id}`;
  it.each([
    [
      'Regions, sorted, once',
      [arn('eu-west-3'), arn('eu-west-1'), arn('eu-west-3')],
      ['eu-west-1', 'eu-west-3'],
    ],
    ['an empty Region is global', [arn(''), arn('eu-west-3')], 'commercial'],
  ])('%s', (_, arns, regions) => {
    expect(readLiveProfile('x', 'SYSTEM_DEFINED', arns)).toMatchObject({
      regions,
      modelId: 'amazon.nova-pro-v1:0',
    });
  });
  it.each([
    ['no model', []],
    ['no ARN', ['amazon.nova-pro-v1:0']],
    ['one of two is none', [arn('eu-west-1'), 'x']],
    ['a custom model', ['arn:aws:bedrock:eu-west-1:111122223333:custom-model/acme.x/abcdefghijkl']],
  ])('nothing is known of %s', (_, arns) => {
    expect(readLiveProfile('x', 'SYSTEM_DEFINED', arns)).toBeNull();
  });
  it('several models are no model', () => {
    const arns = [arn('eu-west-1'), arn('eu-west-1', 'acme.x')];
    expect(readLiveProfile('x', 'SYSTEM_DEFINED', arns)?.modelId).toBeNull();
  });
});

describe('refreshExtras', () => {
  it.each([
    ['what the catalog has', profile(NOVA, NOVA_FROM_FRANKFURT)],
    [
      'a global profile that the catalog has',
      profile('global.anthropic.claude-opus-5', 'commercial'),
    ],
    [
      'a global profile that it does not: its name says all',
      profile('global.acme.new-v1:0', 'commercial'),
    ],
  ])('leaves alone %s', (_, live) => {
    const refreshed = refresh(live);
    expect(refreshed).toMatchObject({ differences: [], left: [] });
    expect(refreshed.profiles).toEqual(parsed().file.catalog?.profiles);
  });

  it('adds a profile that is new', () => {
    const { differences, profiles } = refresh(
      profile('eu.acme.new-v1:0', ['eu-central-1', 'eu-west-2']),
    );
    expect(differences.map(({ kind }) => kind)).toEqual(['new profile']);
    expect(profiles.at(-1)).toEqual({
      id: 'eu.acme.new-v1:0',
      modelId: 'acme.new-v1:0',
      routes: { 'eu-central-1': ['eu-central-1', 'eu-west-2'] },
    });
  });

  it('keeps the other source Regions of a profile whose route differs', () => {
    const { differences, profiles } = refresh(profile(NOVA, ['eu-central-1', 'eu-west-2']));
    expect(differences).toMatchObject([{ kind: 'other routes', known: NOVA_FROM_FRANKFURT }]);
    const { routes = {} } = profiles.at(-1) ?? {};
    expect(routes['eu-central-1']).toEqual(['eu-central-1', 'eu-west-2']);
    expect(Object.keys(routes)).toContain('eu-west-3');
  });

  it('keeps the other source Regions of an extra', () => {
    const { differences, profiles } = refresh(profile('eu.acme.old-v1:0', ['eu-central-1']));
    expect(differences).toMatchObject([{ kind: 'new source Region', known: null }]);
    expect(profiles).toHaveLength(1);
    expect(profiles[0]?.routes).toEqual({
      'eu-west-1': ['eu-west-1'],
      'eu-central-1': ['eu-central-1'],
    });
  });

  it('opens application profiles, a copy of a global one too', () => {
    const application = { type: 'APPLICATION', modelId: 'anthropic.claude-opus-5' } as const;
    expect(refresh(profile(APP, ['eu-central-1'], application)).profiles.at(-1)).toEqual({
      id: APP,
      modelId: 'anthropic.claude-opus-5',
      routes: { 'eu-central-1': ['eu-central-1'] },
    });
    expect(refresh(profile(APP, 'commercial', application)).profiles.at(-1)).toEqual({
      id: APP,
      copyFrom: 'global.anthropic.claude-opus-5',
    });
  });

  it.each([
    [
      'a Region that nobody knows',
      profile('eu.acme.new-v1:0', ['eu-nowhere-1']),
      /eu-nowhere-1: no known Region/,
    ],
    [
      'a copy of a global profile that nobody knows',
      profile(APP, 'commercial'),
      /no profile global.acme.new-v1:0/,
    ],
  ])('says what no policy can say: %s', (_, live, because) => {
    const { differences, left } = refresh(live);
    expect(differences).toEqual([]);
    expect(left.map((each) => each.because)).toEqual([expect.stringMatching(because)]);
  });

  it('what it writes is a policy, and check uses it', () => {
    const { profiles } = refresh(profile(NOVA, ['eu-central-1', 'eu-west-2']));
    const text = writeExtras(TEXT, profiles);
    expect(text).toContain('"fences": [{ "name": "eu", "allow": ["eu"] }],');
    const { resolved } = parsed(text);
    const [fence] = resolved.fences;
    const before = parsed().resolved;
    if (fence === undefined) throw new Error('no fence');
    expect(checkModel(NOVA, 'eu-central-1', fence, before)[0]?.outcome).toBe('stays');
    expect(checkModel(NOVA, 'eu-central-1', fence, resolved)[0]).toMatchObject({
      outcome: 'leaves',
      outside: ['eu-west-2'],
    });
  });
});
