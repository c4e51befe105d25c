import { expect, it } from 'vitest';
import { sendCanary } from '../../lambdas/canary/canary.ts';

it('is glad to be refused', async () => {
  expect(
    await sendCanary(async () => ({ kind: 'refused', error: 'AccessDeniedException' })),
  ).toContain('AccessDenied');
});

it.each([
  ['ran', { kind: 'ran' }, 'must be denied bedrock:*'],
  ['did not arrive', { kind: 'failed', error: 'ENOTFOUND' }, 'did not reach Bedrock: ENOTFOUND'],
] as const)('fails where its call %s', async (_, outcome, message) => {
  await expect(sendCanary(async () => outcome)).rejects.toThrow(message);
});
