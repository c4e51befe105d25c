import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { writeCorpus } from './corpus.ts';
import { median, timed } from './timed.ts';

/** Times how long the command takes to start, against Node alone, in turns: `npm run bench:start-up`. */

const ROUNDS = 25;
const MAIN = resolve('dist/main.mjs');
const folder = mkdtempSync(join(tmpdir(), 'geofence-start-'));
try {
  writeCorpus(folder, 1, 10);
  const commands = {
    'node -e 0': [process.execPath, '-e', '0'],
    'geofence --version': [process.execPath, MAIN, '--version'],
    'geofence audit, ten records': [process.execPath, MAIN, 'audit', folder, '--allow', 'eu'],
  };
  const seconds = new Map<string, number[]>();
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, command] of Object.entries(commands)) {
      seconds.set(name, [...(seconds.get(name) ?? []), timed(command).seconds]);
    }
  }
  const node = median(seconds.get('node -e 0') ?? []);
  for (const [name, all] of seconds) {
    const took = median(all);
    console.log(
      `${name.padEnd(30)} ${(1000 * took).toFixed(0).padStart(5)} ms ${(took / node).toFixed(2)}x`,
    );
  }
  console.log('\ngeofence --version: at most 1.6x');
} finally {
  rmSync(folder, { recursive: true });
}
