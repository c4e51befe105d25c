import { expect, it } from 'vitest';
import { compareEngines } from './three-engines.ts';

const RECORDS = process.env.DEEP ? 1_000_000 : 2_000;

it(`live, folder and distributed say the same of ${RECORDS} records`, async () => {
  const perFile = RECORDS / (process.env.DEEP ? 100 : 8);
  const { calls, added, live, distributed } = await compareEngines(RECORDS, perFile, 4);
  expect({ live, distributed }).toEqual({ live: 0, distributed: 0 });
  expect(calls).toBeGreaterThan(RECORDS / 2);
  expect(added).toBeGreaterThan(RECORDS / 100);
}, 1_800_000);
