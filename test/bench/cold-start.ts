import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { bundleLambda } from '../../infra/bundle-lambdas.ts';

/**
 * Times the import of ingest's bundle in a fresh process against that of the bundle which esbuild makes
 * of the same code by default. `npm run bench:cold-start`
 */

const ROUNDS = 21;
const folder = mkdtempSync(join(tmpdir(), 'geofence-cold-start-'));
try {
  const ours = join(bundleLambda('ingest', join(folder, 'ours')), 'index.mjs');
  const plain = join(folder, 'plain', 'index.mjs');
  buildSync({
    entryPoints: ['lambdas/ingest/main.ts'],
    outfile: plain,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    banner: {
      js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);",
    },
    logLevel: 'error',
  });
  const times = { ours: [] as number[], plain: [] as number[] };
  for (let round = 0; round < ROUNDS; round += 1) {
    times.plain.push(importOnce(plain));
    times.ours.push(importOnce(ours));
  }
  const [own, other] = [middle(times.ours), middle(times.plain)];
  console.log(`default bundle  ${other.toFixed(0)} ms`);
  console.log(`ours            ${own.toFixed(0)} ms, ${(own / other).toFixed(2)}x (at most 0.6)`);
} finally {
  rmSync(folder, { recursive: true });
}

function importOnce(file: string): number {
  const code = `const t=performance.now();await import(${JSON.stringify(file)});process.stdout.write('\\n'+(performance.now()-t))`;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', code], {
    encoding: 'utf8',
    env: { ...process.env, AWS_REGION: 'eu-central-1' },
  });
  return Number(stdout.trim().split('\n').at(-1));
}

function middle(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN;
}
