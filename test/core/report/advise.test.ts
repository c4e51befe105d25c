import { describe, expect, it } from 'vitest';
import type { Profile, Routes } from '../../../core/catalog/catalog.ts';
import { catalog } from '../../../core/catalog/known.ts';
import { advise } from '../../../core/report/advise.ts';
import type { Finding } from '../../../core/report/audit-report.ts';
import { aFence, aFinding, aReport } from './reports.ts';

const eu = catalog.geographies.find(({ id }) => id === 'eu')?.regions ?? [];
const report = (regions: readonly string[]) => {
  const empty = aReport();
  return aReport({
    policy: { ...empty.policy, fences: [aFence({ regions })] },
  });
};
const advice = (over: Partial<Finding>, regions: readonly string[] = eu) =>
  advise(aFinding(over), report(regions));

/** None for a global profile: it may run anywhere. */
const routesOf = (profile: Profile): Routes => (profile.type === 'global' ? {} : profile.routes);

const ARN = 'arn:aws:bedrock:eu-central-1:111122223333';
const sonnet = 'anthropic.claude-sonnet-4-6';

describe('what to do', () => {
  it.each<readonly [string, Partial<Finding>, RegExp]>([
    ['no fence holds it', { fence: null }, /^No fence holds this call\. Add one/],
    ['its call is not in the logs', { modelId: null }, /^Its call is not in these logs/],
    [
      'an application profile that the policy does not name',
      { modelId: `${ARN}:application-inference-profile/x1` },
      /Name it in the catalog of the policy/,
    ],
    [
      'global, where a profile of the geography stays inside',
      { modelId: `global.${sonnet}` },
      new RegExp(`^global\\.\\* may run anywhere\\. Use eu\\.${sonnet}`),
    ],
    [
      'global by its ARN',
      { modelId: `${ARN}:inference-profile/global.${sonnet}` },
      /Use eu\.anthropic/,
    ],
    [
      'global from where no profile stays inside',
      { modelId: `global.${sonnet}`, sourceRegion: 'eu-west-2' },
      /^global\.\* may run anywhere\. Call the model in a Region of the fence\.$/,
    ],
    [
      'a profile that leaves from London, and from elsewhere does not',
      { modelId: `eu.${sonnet}`, sourceRegion: 'eu-west-2' },
      /^eu\.\* called from London may run in .*\. Call from eu-[a-z]+-\d\.$/,
    ],
    [
      'a profile that stays inside',
      { modelId: `eu.${sonnet}` },
      /^eu\.\* called from Frankfurt stays inside: look at this record\.$/,
    ],
    [
      'a profile of another continent',
      { modelId: `us.${sonnet}`, sourceRegion: 'us-east-1' },
      /^us\.\* called from .* may run in .* No source Region keeps it inside\.$/,
    ],
    [
      'a model in a Region outside',
      { inferenceRegion: 'us-east-2' },
      /^Call it in a Region of the fence: eu-.*\. It ran in Ohio\.$/,
    ],
    ['a model that ran nobody knows where', { inferenceRegion: null }, /^Call it in [^.]*\.$/],
    ['a call that cannot be placed', { verdict: 'undecided' }, /^Look at the record/],
    ['a model that nobody knows', { modelId: '__proto__' }, /^Call it in a Region of the fence/],
    ['a profile that nobody knows', { modelId: 'eu.x.y' }, /^Call it in a Region of the fence/],
  ])('%s', (_, over, text) => {
    expect(advice(over)).toMatch(text);
  });
});

it('what it says to use or to call from does keep the call inside', () => {
  const seen: string[] = [];
  for (const profile of catalog.profiles) {
    for (const sourceRegion of [...Object.keys(routesOf(profile)), 'eu-central-1', 'eu-west-2']) {
      const { id } = profile;
      const text = advice({ modelId: id, sourceRegion });
      const use = /Use (\S+)\.$/.exec(text)?.[1];
      const from = /Call from (\S+)\.$/.exec(text)?.[1];
      const used = catalog.profiles.find((each) => each.id === (use ?? id));
      const routes = used === undefined ? {} : routesOf(used);
      const source = from ?? sourceRegion;
      if (use === undefined && from === undefined) continue;
      seen.push(use === undefined ? 'from' : 'use');
      expect(Object.keys(routes)).toContain(source);
      if (use !== undefined) expect(used?.status).toBe('active');
      const left = [source, ...(routes[source] ?? [])].filter((code) => !eu.includes(code));
      expect(left, `${id} from ${sourceRegion}: ${text}`).toEqual([]);
    }
  }
  expect(new Set(seen)).toEqual(new Set(['use', 'from']));
});

it('is a sentence or two, whatever the profile, source and fence', () => {
  for (const { id } of catalog.profiles) {
    for (const sourceRegion of ['eu-central-1', 'us-east-1', 'constructor']) {
      for (const regions of [eu, ['eu-central-1'], []]) {
        expect(advice({ modelId: id, sourceRegion }, regions)).toMatch(/^\S.*\.$/);
      }
    }
  }
});
