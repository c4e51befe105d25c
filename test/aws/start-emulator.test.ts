import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findPython } from './emulator/find-python.ts';
import { type Emulator, startEmulator, startOn } from './emulator/start-emulator.ts';

const python = await findPython();

describe.skipIf(python.kind === 'missing')('an emulator', () => {
  let first: Emulator;
  beforeAll(async () => {
    first = await startEmulator();
  });
  afterAll(() => first?.stop());

  it('does not take another one that has its port for itself', async () => {
    const { port } = new URL(first.endpoint);
    const started = startOn(Number(port), python.kind === 'missing' ? '' : python.python);
    await expect(started).rejects.toThrow(/did not start: it ended with/);
    await expect(fetch(`${first.endpoint}/_ministack/health`)).resolves.toHaveProperty('ok', true);
  });
});
