import { describe, expect, it } from 'vitest';
import { parseModel } from '../../../core/judge/parse-model.ts';
import { checkModel } from '../../../core/prevent/check-model.ts';
import { waysInside } from '../../../core/prevent/keep-inside.ts';
import { aPolicy } from '../judge/judge-records.ts';

const eu = aPolicy({ fences: [{ name: 'eu', allow: ['eu'] }] });
const ARN = 'arn:aws:bedrock:eu-central-1:111122223333:application-inference-profile/k3x9q1';
type Strayed = Parameters<typeof waysInside>[0];
const strayed = (over: Partial<Strayed>): Strayed => ({
  ...{
    verdict: 'outside',
    fence: 'eu',
    sourceRegion: 'eu-central-1',
    inferenceRegion: 'us-east-1',
  },
  ...{ mayHaveRun: [], modelId: 'global.anthropic.claude-opus-5', principal: null },
  ...over,
});

describe('waysInside', () => {
  it.each([
    [
      'another profile from the same Region',
      {},
      /^call eu\.anthropic\.claude-opus-5 from Frankfurt \(eu-central-1\) instead$/,
    ],
    [
      'the same profile from another Region',
      { modelId: 'eu.anthropic.claude-opus-5', sourceRegion: 'eu-west-2' },
      /^call eu\.anthropic\.claude-opus-5 from Frankfurt/,
    ],
    [
      'another from another',
      { modelId: 'us.anthropic.claude-opus-5', sourceRegion: 'us-east-1' },
      /^call eu\.anthropic\.claude-opus-5 from Frankfurt/,
    ],
    [
      'a profile that hides its Regions',
      { modelId: ARN, verdict: 'undecided' },
      /^name arn.* in "catalog\.profiles"/,
    ],
    ['no fence', { fence: null, verdict: 'undecided' }, /^add a fence/],
    ['no model', { modelId: null }, /^look at the call itself/],
  ] as const)('the smallest is %s', (_, over, smallest) => {
    expect(waysInside(strayed(over), eu)[0]).toMatch(smallest);
  });

  it('ends with the policy, for its owner', () => {
    expect(waysInside(strayed({}), eu).at(-1)).toMatch(
      /^if it was right.*waiver.*N\. Virginia \(us-east-1\)/,
    );
  });

  it.each(['inside', 'waived', 'not-served'] as const)('%s needs none', (verdict) => {
    expect(waysInside(strayed({ verdict }), eu)).toEqual([]);
  });

  it('names no profile from no Region from which it leaves', () => {
    const [fence] = eu.fences;
    if (fence === undefined) throw new Error('no fence');
    const named = Object.keys(eu.profiles).flatMap((modelId) =>
      ['eu-central-1', 'eu-west-2', 'us-east-1'].flatMap((sourceRegion) =>
        waysInside(strayed({ modelId, sourceRegion }), eu),
      ),
    );
    const calls = named.flatMap((way) => {
      const [, model = '', places = ''] = /^call (\S+) from (.+) instead$/.exec(way) ?? [];
      return [...places.matchAll(/\(([a-z0-9-]+)\)/g)].map(([, source = '']) => ({
        model,
        source,
      }));
    });
    expect(calls.length).toBeGreaterThan(100);
    for (const { model, source } of calls) {
      expect(parseModel(model, eu).kind).toBe('profile');
      expect(checkModel(model, source, fence, eu)[0]?.outcome).toBe('stays');
    }
  });
});
