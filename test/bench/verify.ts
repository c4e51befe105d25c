import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Verified } from '../../cli/verify-result.ts';
import { openLocalKey } from '../../io/local-key.ts';
import { writeSealedFolder } from './sealed-folder.ts';

/**
 * Times `geofence verify` of a million evidence lines, a fifth of which came twice, against `sha256sum` plus `gunzip` of the same files,
 * in one run, and measures its memory. `npx tsx test/bench/verify.ts`; ends with 1 where the memory is
 * over the limit.
 */

const MAX_RSS_MB = 250;
const RUNS = 3;
const HOURS = 25;
const OBJECTS_AN_HOUR = 20;
const WRAPPER = join(import.meta.dirname, 'measured-main.mjs');

const root = mkdtempSync(join(tmpdir(), 'geofence-bench-'));
try {
  const key = await openLocalKey(join(root, 'seals.key'));
  if (key.kind === 'unusable') throw new Error(key.problem);
  const folder = join(root, 'evidence');
  const paths = await writeSealedFolder(folder, HOURS, OBJECTS_AN_HOUR, key);
  const list = join(root, 'paths');
  writeFileSync(list, paths.join('\0'));
  const bytes = paths.reduce((sum, path) => sum + statSync(path).size, 0);
  console.log(
    `evidence: ${paths.length} objects, 1,000,000 lines, ${(bytes / 1e6).toFixed(0)} MB packed, ${HOURS} seals`,
  );

  const yardstick = median(() => {
    const hash = run('bash', ['-c', `xargs -0 sha256sum < ${list} > /dev/null`]);
    return hash.seconds + run('bash', ['-c', `xargs -0 gunzip -c < ${list} > /dev/null`]).seconds;
  });
  const runs = Array.from({ length: RUNS }, () => verifyOnce(folder, key.publicKey.fingerprint));
  const verify = middle(runs.map(({ seconds }) => seconds));
  const rss = Math.max(...runs.map(({ rssMb }) => rssMb));
  console.log(`sha256sum + gunzip  ${yardstick.toFixed(2)} s`);
  console.log(
    `verify              ${verify.toFixed(2)} s, ${(verify / yardstick).toFixed(1)}x of it`,
  );
  console.log(`memory              ${rss.toFixed(0)} MB at most (limit ${MAX_RSS_MB} MB)`);
  process.exitCode = rss > MAX_RSS_MB ? 1 : 0;
} finally {
  rmSync(root, { recursive: true });
}

function verifyOnce(folder: string, fingerprint: string) {
  const args = ['verify', folder, '--fingerprint', fingerprint, '--format', 'json', '--quiet'];
  // What was written until then is all there is.
  const until = ['--until', '2026-11-04T11:10Z'];
  const { seconds, stdout, stderr } = run(process.execPath, [WRAPPER, ...args, ...until]);
  const { flaws, unseen, records, origin } = JSON.parse(stdout) as Verified;
  if (flaws.length + unseen.length > 0 || records !== 1_000_000 || origin.kind !== 'proven') {
    throw new Error(`wrong answer: ${stdout.slice(0, 1000)}`);
  }
  return { seconds, rssMb: Number(/rss (\d+)/.exec(stderr)?.[1]) / 1024 };
}

function run(command: string, args: readonly string[]) {
  const startMs = performance.now();
  const { stdout, stderr, error } = spawnSync(command, args, { maxBuffer: 1e9, encoding: 'utf8' });
  if (error !== undefined) throw error;
  return { seconds: (performance.now() - startMs) / 1000, stdout, stderr };
}

function median(measure: () => number): number {
  return middle(Array.from({ length: RUNS }, measure));
}

function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
