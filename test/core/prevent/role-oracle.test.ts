import { runSimulation } from '@cloud-copilot/iam-simulate';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { authorizationsOf } from '../../../core/prevent/authorizations-of.ts';
import { evaluateIdentity } from '../../../core/prevent/evaluate-identity.ts';
import { everyCall } from '../../../core/prevent/every-call.ts';
import { makeRolePolicy } from '../../../core/prevent/make-role-policy.ts';
import { parseScp } from '../../../core/prevent/parse-scp.ts';
import type { Authorization, Scp } from '../../../core/prevent/scp.ts';
import { aPolicy } from '../judge/judge-records.ts';

/** It takes no foundation-model ARN without a Region; those are left to the tables. */
/** Few runs are the same ones each time, so that both answers are among them. */
const RUNS = process.env.DEEP ? { numRuns: 2_000 } : { numRuns: 60, seed: 20_261_103 };
const ACCOUNT = '111122223333';
const ROLE = `arn:aws:iam::${ACCOUNT}:role/Chat`;

const roles = ['eu', 'us', 'jp', 'commercial'].flatMap((allow) => {
  const policy = aPolicy({ fences: [{ name: 'f', allow: [allow] }] });
  const [fence] = policy.fences;
  if (fence === undefined) return [];
  const sources = fence.regions.slice(0, 2);
  const wanted = { models: ['amazon.nova-pro-v1:0'], profiles: [], account: '*', services: [] };
  const made = makeRolePolicy(fence, policy, { ...wanted, sources, all: true });
  const text = made.kind === 'made' ? (made.texts[0] ?? '') : '';
  const parsed = parseScp(text, 'role');
  return parsed.kind === 'scp' ? [{ text, policy, scp: parsed.scp }] : [];
});
const [first] = roles;
if (first === undefined) throw new Error('no role');
const calls = everyCall(first.policy);
const SAID = { Allowed: 'allowed', ExplicitlyDenied: 'denied', ImplicitlyDenied: 'not-allowed' };

function authorize(scp: Scp, call: (typeof calls)[number]) {
  const asked = { ...call, accountId: ACCOUNT, principal: ROLE, action: 'bedrock:InvokeModel' };
  const known = authorizationsOf(asked, first?.policy ?? aPolicy({}));
  const list = known.kind === 'known' ? known.list : [];
  return { list, decide: (each: Authorization) => evaluateIdentity([scp], each).kind };
}

async function ask(text: string, { action, resource, context }: Authorization) {
  const result = await runSimulation(
    {
      request: {
        ...{ principal: ROLE, action, resource: { resource, accountId: ACCOUNT } },
        contextVariables: { ...context },
      },
      identityPolicies: [{ name: 'role', policy: JSON.parse(text) }],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
    },
    {},
  );
  if (result.resultType === 'error') throw new Error(JSON.stringify(result));
  return SAID[result.overallResult];
}

describe('what iam prints', () => {
  it('is made for every fence', () => expect(roles).toHaveLength(4));

  it('is decided as another evaluator decides it', async () => {
    const seen = { allowed: 0, denied: 0, 'not-allowed': 0 };
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...roles), fc.constantFrom(...calls), async (role, call) => {
        const { list, decide } = authorize(role.scp, call);
        for (const each of list.filter(({ resource }) => !resource.includes('bedrock:::'))) {
          const ours = decide(each);
          expect(ours).toBe(await ask(role.text, each));
          seen[ours] += 1;
        }
      }),
      RUNS,
    );
    expect(Math.min(seen.allowed, seen['not-allowed'])).toBeGreaterThan(0);
  });

  it('does not depend on whether AWS names the profile when it authorizes the profile itself', () => {
    for (const { scp } of roles) {
      for (const call of calls.filter((_, index) => index % 9 === 0)) {
        const { list, decide } = authorize(scp, call);
        const [profile] = list;
        if (profile === undefined) continue;
        const { 'bedrock:inferenceprofilearn': _, ...context } = profile.context;
        expect(decide({ ...profile, context })).toBe(decide(profile));
      }
    }
  });
});
