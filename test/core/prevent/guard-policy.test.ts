import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkModel } from '../../../core/prevent/check-model.ts';
import { everyCall } from '../../../core/prevent/every-call.ts';
import { guardPolicy } from '../../../core/prevent/guard-policy.ts';
import { parseScp } from '../../../core/prevent/parse-scp.ts';
import { simulateCall } from '../../../core/prevent/simulate-call.ts';
import { aPolicy } from '../judge/judge-records.ts';

const RUNS = process.env.DEEP ? 20_000 : 400;
const APP = 'arn:aws:bedrock:eu-west-2:111122223333:application-inference-profile/p7w2m4x9c1td';
const catalog = { profiles: [{ id: APP, copyFrom: 'eu.anthropic.claude-opus-5' }] };
const known = aPolicy({ fences: [{ name: 'all', allow: ['commercial'] }], catalog });
const calls = everyCall(known);
const regions = Object.keys(known.regions);
const actions = [
  'bedrock:InvokeModel',
  'bedrock:InvokeModelWithResponseStream',
  'bedrock:CreateModelInvocationJob',
];

function guardOf(allow: readonly string[], models: readonly string[] = []) {
  const policy = aPolicy({ fences: [{ name: 'f', allow }], catalog });
  const [fence] = policy.fences;
  if (fence === undefined) throw new Error('no fence');
  const parsed = parseScp(JSON.stringify(guardPolicy(fence, policy, models, [])), 'guard');
  if (parsed.kind === 'problems') throw new Error(JSON.stringify(parsed.problems));
  const allows = (modelId: string, sourceRegion: string, action = 'bedrock:InvokeModel') => {
    const call = { modelId, sourceRegion, accountId: '111122223333', principal: null, action };
    return simulateCall(call, [parsed.scp], policy).kind === 'allowed';
  };
  return { policy, fence, allows };
}

describe('the guard', () => {
  const near = fc.uniqueArray(fc.constantFrom(...regions), { minLength: 1, maxLength: 40 });
  const geography = fc.constantFrom(['eu'], ['us'], ['jp'], ['commercial'], ['eu', 'uk', 'ch']);
  it('allows a call exactly when its source and every destination are inside the fence', () => {
    const seen = { inside: 0, outside: 0 };
    fc.assert(
      fc.property(
        fc.oneof(near, geography),
        fc.constantFrom(...calls),
        fc.constantFrom(...actions),
        (allow, { modelId, sourceRegion }, action) => {
          const { policy, fence, allows } = guardOf(allow);
          const [route] = checkModel(modelId, sourceRegion, fence, policy);
          const inside = route?.outside.length === 0 && route.destinations.length > 0;
          expect(allows(modelId, sourceRegion, action)).toBe(inside);
          seen[inside ? 'inside' : 'outside'] += 1;
        },
      ),
      { numRuns: RUNS },
    );
    expect(Math.min(seen.inside, seen.outside)).toBeGreaterThan(RUNS / 20);
  });

  it.each([
    ['eu. from Frankfurt', ['eu'], 'eu.anthropic.claude-opus-5', 'eu-central-1', true],
    ['eu. from London', ['eu'], 'eu.anthropic.claude-opus-5', 'eu-west-2', false],
    ['a copy of it in London', ['eu'], APP, 'eu-west-2', false],
    ['the same, where London is inside', ['eu', 'uk'], APP, 'eu-west-2', true],
    ['global.', ['eu'], 'global.anthropic.claude-opus-5', 'eu-central-1', false],
    ['global., all inside', ['commercial'], 'global.anthropic.claude-opus-5', 'eu-west-1', true],
    ['a model by itself', ['eu'], 'amazon.nova-pro-v1:0', 'eu-west-3', true],
    ['one by itself outside', ['eu'], 'amazon.nova-pro-v1:0', 'us-east-1', false],
  ])('%s: %j', (_, allow, modelId, source, allowed) => {
    expect(guardOf(allow).allows(modelId, source)).toBe(allowed);
  });

  it('for one model refuses every other, and profiles of others', () => {
    const { allows } = guardOf(['eu'], ['amazon.nova-pro-v1:0']);
    expect(allows('eu.amazon.nova-pro-v1:0', 'eu-central-1')).toBe(true);
    expect(allows('amazon.nova-pro-v1:0', 'eu-central-1')).toBe(true);
    expect(allows('eu.amazon.nova-lite-v1:0', 'eu-central-1')).toBe(false);
    expect(allows('anthropic.claude-opus-5', 'eu-central-1')).toBe(false);
    const batch = 'bedrock:CreateModelInvocationJob';
    expect(allows('eu.amazon.nova-pro-v1:0', 'eu-central-1', batch)).toBe(true);
    expect(allows('eu.amazon.nova-lite-v1:0', 'eu-central-1', batch)).toBe(false);
  });
});
