import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { writeCorpus } from './corpus.ts';
import { median, type Timed, timed } from './timed.ts';

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
  const runs = new Map<string, Timed[]>();
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, command] of Object.entries(commands)) {
      runs.set(name, [...(runs.get(name) ?? []), timed(command)]);
    }
  }
  const node = runs.get('node -e 0') ?? [];
  for (const [name, all] of runs) {
    const [wall, cpu] = [(run: Timed) => run.seconds, (run: Timed) => run.cpuSeconds].map(
      (of) => median(all.map(of)) / median(node.map(of)),
    );
    const ms = (1000 * median(all.map(({ seconds }) => seconds))).toFixed(0);
    console.log(
      `${name.padEnd(30)} ${ms.padStart(5)} ms, ${wall?.toFixed(2)}x, by processor time ${cpu?.toFixed(2)}x`,
    );
  }
  console.log('\ngeofence --version: at most 1.6x');
} finally {
  rmSync(folder, { recursive: true });
}
