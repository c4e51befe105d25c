import { expect, it } from 'vitest';
import { compareEngines } from '../lambdas/three-engines.ts';

it('live, folder and distributed say the same of 20,000 records', async () => {
  const { calls, added, live, distributed } = await compareEngines(20_000, 1000, 16);
  expect({ live, distributed }).toEqual({ live: 0, distributed: 0 });
  expect(calls).toBeGreaterThan(10_000);
  expect(added).toBeGreaterThan(200);
});
