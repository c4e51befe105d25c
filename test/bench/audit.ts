import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeCorpus } from './corpus.ts';

/**
 * Times `geofence audit` of 200,000 records against `zcat` of the same files, in one run, and measures
 * its memory. `npx tsx test/bench/audit.ts`; ends with 1 where the memory is over the limit.
 */

const MAX_RSS_MB = 300;
const RUNS = 3;
const WRAPPER = join(import.meta.dirname, 'measured-main.mjs');

const folder = mkdtempSync(join(tmpdir(), 'geofence-bench-'));
try {
  const { files, unpackedBytes, packedBytes } = writeCorpus(folder, 500, 400);
  const ratio = (unpackedBytes / packedBytes).toFixed(1);
  console.log(
    `corpus: ${files.length} files, 200,000 records, ${mega(unpackedBytes)} MB unpacked, ${ratio} to 1`,
  );

  const zcat = median(() => run('zcat', files).seconds);
  const audits = Array.from({ length: RUNS }, auditOnce);
  const audit = middle(audits.map(({ seconds }) => seconds));
  const rss = Math.max(...audits.map(({ rssMb }) => rssMb));
  console.log(`zcat   ${zcat.toFixed(2)} s`);
  console.log(
    `audit  ${audit.toFixed(2)} s, ${(audit / zcat).toFixed(2)}x of zcat, ${mega(unpackedBytes / audit)} MB/s`,
  );
  console.log(`memory ${rss.toFixed(0)} MB at most (limit ${MAX_RSS_MB} MB)`);
  process.exitCode = rss > MAX_RSS_MB ? 1 : 0;
} finally {
  rmSync(folder, { recursive: true });
}

function auditOnce() {
  const { seconds, stdout, stderr } = run(process.execPath, [
    WRAPPER,
    'audit',
    folder,
    '--allow',
    'eu',
    '--format',
    'json',
    '--quiet',
  ]);
  const { totals } = JSON.parse(stdout) as { totals: { records: number; calls: number } };
  if (totals.records !== 200_000 || totals.calls !== 2_000)
    throw new Error(`wrong answer: ${JSON.stringify(totals)}`);
  return { seconds, rssMb: Number(/rss (\d+)/.exec(stderr)?.[1]) / 1024 };
}

function run(command: string, args: readonly string[]) {
  const startMs = performance.now();
  const stdio: ['ignore', 'ignore' | 'pipe', 'pipe'] = [
    'ignore',
    command === 'zcat' ? 'ignore' : 'pipe',
    'pipe',
  ];
  const { stdout, stderr, error } = spawnSync(command, args, {
    stdio,
    maxBuffer: 1e9,
    encoding: 'utf8',
  });
  if (error !== undefined) throw error;
  return { seconds: (performance.now() - startMs) / 1000, stdout, stderr };
}

function median(measure: () => number): number {
  return middle(Array.from({ length: RUNS }, measure));
}

function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

function mega(bytes: number): string {
  return (bytes / 1e6).toFixed(0);
}
