import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { writeCorpus } from './corpus.ts';
import { median, timed } from './timed.ts';

/**
 * Whether a record costs the same in a small audit and in a large one, once the command has started: the
 * slope of the processor time over the number of records, both as logarithms. `npm run bench:flat`; it
 * writes 530 MB into the temporary folder.
 */

const RECORDS_PER_FILE = 500;
const STEPS = [100_000, 300_000, 1_000_000, 3_000_000];
const ROUNDS = 3;
const MAIN = join(import.meta.dirname, 'measured-main.mjs');

const root = mkdtempSync(join(tmpdir(), 'geofence-flat-'));
try {
  const [startSeconds] = audit([resolve('package.json')]);
  const points: { x: number; y: number }[] = [];
  const folders: string[] = [];
  let written = 0;
  for (const records of STEPS) {
    const folder = join(root, String(records));
    writeCorpus(folder, (records - written) / RECORDS_PER_FILE, RECORDS_PER_FILE, records);
    written = records;
    folders.push(folder);
    const [seconds, rssMb] = audit(folders);
    points.push({ x: Math.log(records), y: Math.log(seconds - startSeconds) });
    console.log(
      `${String(records).padStart(9)} records  ${seconds.toFixed(2).padStart(7)} s  ${(((seconds - startSeconds) * 1e9) / records).toFixed(0)} ns a record  ${rssMb.toFixed(0)} MB`,
    );
  }
  console.log(`\nslope ${slopeOf(points).toFixed(3)} (0.9 to 1.05)`);
} finally {
  rmSync(root, { recursive: true });
}

/** Processor seconds, and the most memory, of an audit in one thread. */
function audit(sources: readonly string[]): readonly [number, number] {
  const flags = ['--allow', 'eu', '--format', 'json', '--quiet', '--jobs', '1'];
  const runs = Array.from({ length: ROUNDS }, () =>
    timed([process.execPath, MAIN, 'audit', ...sources, ...flags]),
  );
  const rssMb = Math.max(...runs.map(({ stderr }) => Number(/rss (\d+)/.exec(stderr)?.[1]) / 1024));
  return [median(runs.map(({ cpuSeconds }) => cpuSeconds)), rssMb];
}

/** Of the line with the least squares. */
function slopeOf(points: readonly { readonly x: number; readonly y: number }[]): number {
  const mean = (of: (point: { x: number; y: number }) => number) =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const [x, y] = [mean((point) => point.x), mean((point) => point.y)];
  return mean((point) => (point.x - x) * (point.y - y)) / mean((point) => (point.x - x) ** 2);
}
