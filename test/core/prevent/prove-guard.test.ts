import { describe, expect, it } from 'vitest';
import { guardPolicy } from '../../../core/prevent/guard-policy.ts';
import { GUARDED_ACTIONS } from '../../../core/prevent/guard-statement.ts';
import { MODEL_ACTIONS } from '../../../core/prevent/model-actions.ts';
import { parseScp } from '../../../core/prevent/parse-scp.ts';
import { proveGuard } from '../../../core/prevent/prove-guard.ts';
import { proveScp } from '../../../core/prevent/prove-scp.ts';
import { aPolicy } from '../judge/judge-records.ts';

const policy = aPolicy({ fences: [{ name: 'eu', allow: ['eu'] }] });
const [fence] = policy.fences;
if (fence === undefined) throw new Error('no fence');
const GUARD = JSON.stringify(guardPolicy(fence, policy, [], []));

function scpOf(text: string) {
  const parsed = parseScp(text, 'guard');
  if (parsed.kind === 'problems') throw new Error(JSON.stringify(parsed.problems));
  return [parsed.scp];
}
const prove = (text: string) => [
  ...proveScp(scpOf(text), null, () => true, fence, policy).faults,
  ...proveGuard(scpOf(text), fence, policy).faults,
];

describe('a guard', () => {
  it('is proven by every action that it holds', () => expect(prove(GUARD)).toEqual([]));

  it.each(GUARDED_ACTIONS)('without %s is not', (action) => {
    const faults = prove(GUARD.replace(`"${action}"`, '"s3:GetObject"'));
    expect(faults.length).toBeGreaterThan(0);
    expect(faults.every((fault) => /leaves the fence, and would pass$/.test(fault))).toBe(true);
  });

  it.each(['eu-north-1', 'eu-west-3'])('that denies %s is not', (region) => {
    const faults = prove(GUARD.replace(`"${region}"`, '"eu-west-9"'));
    expect(faults).toContainEqual(expect.stringMatching(/CreateInferenceProfile in .* is denied/));
    expect(faults).toContainEqual(expect.stringMatching(/data-automation-v1 from .* is denied/));
  });
});

it('those that run a model are among them', () => {
  expect(GUARDED_ACTIONS).toEqual(expect.arrayContaining([...MODEL_ACTIONS]));
});
