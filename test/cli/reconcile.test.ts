import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { loadPolicy } from '../../cli/load-policy.ts';
import { type ReconcileOptions, reconcile } from '../../cli/reconcile.ts';
import { replayLive } from '../../cli/replay-live.ts';
import { aTerminal } from './audit-files.ts';

const TRAIL = 'samples/trail';
const NOW = Date.parse('2026-11-10T12:00:00Z');
const DAY = { from: '2026-11-03', until: '2026-11-03' };
const root = mkdtempSync(join(tmpdir(), 'geofence-reconcile-'));
const pristine = join(root, 'pristine');
let copies = 0;

beforeAll(async () => {
  const policy = await loadPolicy('samples/geofence.json', []);
  if (policy.kind === 'unusable') throw new Error(policy.message);
  await replayLive(TRAIL, policy, '1.2.3', pristine);
});
afterEach(() => {
  for (; copies > 0; copies -= 1) rmSync(join(root, String(copies)), { recursive: true });
});

/** A copy of what live kept of the sample day. */
function evidenceCopy(): string {
  copies += 1;
  const folder = join(root, String(copies));
  cpSync(pristine, folder, { recursive: true });
  return folder;
}

function evidenceFiles(folder: string): readonly string[] {
  return readdirSync(join(folder, 'evidence'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.gz'))
    .map((file) => join(folder, 'evidence', file))
    .sort();
}

async function run(options: Partial<ReconcileOptions> & { readonly evidence: string }) {
  const { terminal, out, err } = aTerminal();
  const all = { trail: TRAIL, policy: 'samples/geofence.json', ...DAY, ...options };
  const exit = await reconcile(all, '1.2.3', () => NOW, terminal);
  return { exit, text: out(), err: err() };
}

describe('geofence reconcile', () => {
  it('live saw nearly all of the sample day; what only the trail has is added, and then they agree', async () => {
    const evidence = evidenceCopy();
    for (const file of evidenceFiles(evidence).slice(0, 5)) rmSync(file);
    const first = await run({ evidence });
    expect(first.text).toMatch(/Missing in evidence \(\d+\):/);
    expect(first.text).toMatch(/111122223333 +eu-central-1 +2026-11-03 +[=!]*![=!]*/);

    const repaired = await run({ evidence, repair: true });
    expect(repaired.text).toMatch(
      /\d+ records were added, marked as reconciled; \d+ calls were missing/,
    );
    const again = await run({ evidence });
    expect(again.text).not.toContain('Missing in evidence');
    expect(evidenceFiles(evidence).some((file) => file.includes('/reconciled-'))).toBe(true);
  });

  it('names evidence that the trail has no record of', async () => {
    const evidence = pristine;
    const [trail] = [join(root, 'trail')];
    cpSync(TRAIL, trail, { recursive: true });
    const logs = readdirSync(trail, { recursive: true, encoding: 'utf8' });
    const [log = ''] = logs.filter((name) => /444455556666_.*eu-west-2.*T1615Z/.test(name));
    rmSync(join(trail, log));
    const { exit, text } = await run({ evidence, trail });
    rmSync(trail, { recursive: true });
    expect(text).toContain('In evidence, and the trail has no record of it');
    expect(exit).toBeGreaterThan(0);
  });

  it('says what was not looked at, and why', async () => {
    const evidence = pristine;
    const { exit, text } = await run({ evidence, from: '2026-11-03', until: '2026-11-05' });
    expect(text).toMatch(/2026-11-05 +\?{24}/);
    expect(text).toContain('= complete   ! incomplete   ? not looked at');
    expect(exit).toBe(2);
  });

  it('a day that was not looked at is never clean, though what was looked at agrees', async () => {
    const policy = await loadPolicy('samples/geofence.json', []);
    if (policy.kind === 'unusable') throw new Error(policy.message);
    const [trail, evidence] = [join(root, 'ohio'), join(root, 'ohio-evidence')];
    const ohio = 'AWSLogs/444455556666/CloudTrail/us-east-2';
    cpSync(join(TRAIL, ohio), join(trail, ohio), { recursive: true });
    await replayLive(trail, policy, '1.2.3', evidence);
    const where = { trail, evidence };
    expect((await run(where)).exit).toBe(0);
    writeFileSync(join(trail, 'notes.txt'), '');
    expect((await run(where)).text).toContain('not those of log files: 1.');
    const { exit, text } = await run({ ...where, until: '2026-11-04' });
    expect(text).toContain('not every hour could be compared in full');
    expect(exit).toBe(2);
    for (const folder of [trail, evidence]) rmSync(folder, { recursive: true });
  });

  it('where no file of the trail is of that time, nothing was looked at', async () => {
    const evidence = pristine;
    const { exit, text } = await run({ evidence, from: '2026-10-01', until: '2026-10-02' });
    expect(text).toContain('Nothing was looked at');
    expect(text).toMatch(/all accounts +all Regions +2026-10-02 +\?{24}/);
    expect(exit).toBe(2);
  });

  it.each([
    ['a trail that is not there', { trail: '/nowhere' }, '/nowhere: there is no such file'],
    ['evidence that is not there', { evidence: '/nowhere' }, '/nowhere: there is no such file'],
    [
      'a bucket whose name is none',
      { evidence: 's3://BUCKET' },
      's3://BUCKET is no place in S3, which is written s3://bucket/prefix',
    ],
    ['a time that is none', { from: 'yesterday' }, '--from and --until are a day'],
    ['a time that runs backwards', { from: '2026-11-04' }, 'is after --until'],
    ['a policy that is not there', { policy: '/nowhere.json' }, 'there is no such file'],
  ])('%s ends with 2 and a clear line', async (_, options, problem) => {
    const { exit, text, err } = await run({ evidence: pristine, ...options });
    expect([exit, text]).toEqual([2, '']);
    expect(err).toContain(problem);
  });

  it('evidence that cannot be read is said, and its calls are missing', async () => {
    const evidence = evidenceCopy();
    const [file = ''] = evidenceFiles(evidence);
    writeFileSync(file, readFileSync(file).subarray(0, 30));
    const { exit, text } = await run({ evidence });
    expect(text).toContain('Could not be looked at (5):');
    expect(exit).toBe(2);
  });
});
