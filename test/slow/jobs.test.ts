import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../samples/random.ts';
import { aCall, aReported } from '../core/judge/records.ts';
import { aMutatedLog } from '../core/scan/mutated-logs.ts';

const MAIN = resolve('dist/main.mjs');
const folder = mkdtempSync(join(tmpdir(), 'geofence-jobs-'));
const FILES = 120;

beforeAll(() => {
  for (let seed = 0; seed < FILES; seed += 1) {
    const random = createRandom(seed);
    const log = aMutatedLog(random, random.integer(1, 40), random.pick([0, 0, 0.1]));
    writeFileSync(join(folder, `${seed}.json`), log);
  }
  const part = (...records: readonly object[]) => gzipSync(JSON.stringify(records).slice(1, -1));
  const members = [
    gzipSync('{"Records":['),
    part(aCall()),
    gzipSync(','),
    part(aReported('us-east-1')),
    gzipSync(']}'),
  ];
  writeFileSync(join(folder, 'members.json.gz'), Buffer.concat(members));
  writeFileSync(join(folder, 'cut.json.gz'), gzipSync('{"Records":[]}').subarray(0, 15));
  writeFileSync(join(folder, 'empty.json.gz'), '');
});
afterAll(() => rmSync(folder, { recursive: true }));

function audit(...args: readonly string[]) {
  const all = [MAIN, 'audit', folder, '--allow', 'eu', '--format', 'json', ...args];
  return spawnSync(process.execPath, all, { encoding: 'utf8', maxBuffer: 1e8 });
}

describe('the answer does not depend on the number of threads', () => {
  let one: ReturnType<typeof audit>;
  beforeAll(() => {
    one = audit('--jobs', '1');
  });

  it('is an answer, with every file in it', () => {
    expect(JSON.parse(one.stdout).totals).toMatchObject({ files: FILES + 3 });
    expect(JSON.parse(one.stdout).totals.calls).toBeGreaterThan(100);
    expect(one.stderr).not.toMatch(/\n\s+at /);
  });

  it.each(['2', '3', '8'])('with %s the bytes are those of one', (jobs) => {
    const many = audit('--jobs', jobs);
    expect(many.stdout).toBe(one.stdout);
    expect(many.status).toBe(one.status);
  });

  it('as many as there are cores are the default', () => {
    expect(audit().stdout).toBe(one.stdout);
  });
});

it('a file of many gzip members is read to its end', () => {
  const file = join(folder, 'members.json.gz');
  const all = [MAIN, 'audit', file, '--allow', 'eu', '--format', 'json'];
  const { stdout } = spawnSync(process.execPath, all, { encoding: 'utf8' });
  expect(JSON.parse(stdout).totals).toMatchObject({ records: 2, calls: 2, outside: 1 });
});
