import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Context } from '../../infra/context.ts';
import { synthesizeInto } from '../infra/synthesize.ts';
import { bringBack } from './bring-back.ts';
import { deployStack } from './emulator/deploy-stack.ts';
import { findPython } from './emulator/find-python.ts';
import { type Emulator, startEmulator } from './emulator/start-emulator.ts';

export const HOME = 'eu-central-1';
export const SOURCES = ['eu-central-1', 'eu-west-2'];
/** What a busy machine refused comes again before a test loses its patience; deployed, it is six minutes. */
const AGAIN_SECONDS = 30;

export type Watcher = {
  readonly emulator: Emulator;
  /** What could not be deployed, or has no effect there. */
  readonly notes: readonly string[];
  readonly stop: () => Promise<void>;
};

/** The whole watcher, as `cdk deploy --all` would put it into an account, with two source Regions. */
export async function deployWatcher(
  /** Or what makes it in an emulator that has started. */
  context: Context | ((emulator: Emulator) => Promise<Context>) = {},
): Promise<Watcher> {
  const found = await findPython();
  if (found.kind === 'missing') throw new Error(found.reason);
  const folder = mkdtempSync(join(tmpdir(), 'geofence-assembly-'));
  const emulator = await startEmulator();
  const stop = async () => {
    await emulator.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const { directory } = synthesizeInto(folder, {
      sourceRegions: SOURCES.join(','),
      ...(typeof context === 'function' ? await context(emulator) : context),
    });
    const notes: string[] = [];
    const { endpoint } = emulator;
    const stacks = [
      { name: 'bedrock-geofence-home', region: HOME },
      ...SOURCES.map((region) => ({ name: `bedrock-geofence-${region}`, region })),
    ];
    for (const { name, region } of stacks) {
      const place = { endpoint, region };
      notes.push(...(await deployStack(directory, name, place, found.python)));
    }
    for (const region of SOURCES) await bringBack({ endpoint, region }, AGAIN_SECONDS);
    return { emulator, notes, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
