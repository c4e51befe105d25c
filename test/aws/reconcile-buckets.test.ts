import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateBucketCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  PutObjectLockConfigurationCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { loadPolicy } from '../../cli/load-policy.ts';
import { type ReconcileOptions, reconcile } from '../../cli/reconcile.ts';
import { replayLive } from '../../cli/replay-live.ts';
import { aTerminal } from '../cli/audit-files.ts';
import { clientOf } from './emulator/client-of.ts';
import { emulatorEnv } from './emulator/emulator-env.ts';
import { findPython } from './emulator/find-python.ts';
import { type Emulator, startEmulator } from './emulator/start-emulator.ts';

const python = await findPython();
const REGION = 'eu-central-1';
const TRAIL = 'geofence-reconcile-trail';
const EVIDENCE = 'geofence-reconcile-evidence';
const NOW = Date.parse('2026-11-10T12:00:00Z');

describe.skipIf(python.kind === 'missing')('reconcile, from bucket to bucket', () => {
  const folder = mkdtempSync(join(tmpdir(), 'geofence-buckets-'));
  let emulator: Emulator;
  let s3: S3Client;

  beforeAll(async () => {
    emulator = await startEmulator();
    s3 = new S3Client({
      ...clientOf({ endpoint: emulator.endpoint, region: REGION }),
      forcePathStyle: true,
    });
    for (const [name, value] of Object.entries(emulatorEnv(emulator.endpoint)))
      vi.stubEnv(name, value);
    vi.stubEnv('AWS_REGION', REGION);
    const policy = await loadPolicy('samples/geofence.json', []);
    if (policy.kind === 'unusable') throw new Error(policy.message);
    await replayLive('samples/trail', policy, '1.2.3', folder);
    await s3.send(new CreateBucketCommand({ Bucket: TRAIL }));
    await s3.send(new CreateBucketCommand({ Bucket: EVIDENCE, ObjectLockEnabledForBucket: true }));
    const DefaultRetention = { Mode: 'GOVERNANCE', Days: 1 } as const;
    const ObjectLockConfiguration = {
      ObjectLockEnabled: 'Enabled',
      Rule: { DefaultRetention },
    } as const;
    await s3.send(
      new PutObjectLockConfigurationCommand({ Bucket: EVIDENCE, ObjectLockConfiguration }),
    );
    for (const prefix of ['', 'org/']) await upload('samples/trail', TRAIL, prefix);
    const seen = readdirSync(join(folder, 'evidence'), { recursive: true, encoding: 'utf8' });
    const missed = seen.filter((name) => name.endsWith('.gz')).sort();
    for (const name of missed.slice(0, 5)) rmSync(join(folder, 'evidence', name));
    for (const prefix of ['', 'deep/down/']) await upload(folder, EVIDENCE, prefix);
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await emulator?.stop();
    rmSync(folder, { recursive: true });
  });

  async function upload(from: string, Bucket: string, prefix: string): Promise<void> {
    for (const name of readdirSync(from, { recursive: true, encoding: 'utf8' })) {
      const path = join(from, name);
      if (!statSync(path).isFile()) continue;
      const Key = `${prefix}${name}`;
      await s3.send(new PutObjectCommand({ Bucket, Key, Body: readFileSync(path) }));
    }
  }

  const run = async (options: Pick<ReconcileOptions, 'trail' | 'evidence' | 'repair'>) => {
    const { terminal, out, err } = aTerminal();
    const period = { from: '2026-11-03', until: '2026-11-03', policy: 'samples/geofence.json' };
    const exit = await reconcile({ ...period, ...options }, '1.2.3', () => NOW, terminal);
    return { exit, text: out(), err: err() };
  };

  it.each([
    ['at their roots', { trail: `s3://${TRAIL}`, evidence: `s3://${EVIDENCE}` }, ''],
    [
      'below prefixes',
      { trail: `s3://${TRAIL}/org/`, evidence: `s3://${EVIDENCE}/deep/down/` },
      'deep/down/',
    ],
  ])(
    '%s: what is missing is named, added once, and then nothing is missing',
    async (_, where, prefix) => {
      const first = await run(where);
      expect(first.err).toBe('');
      expect(first.text).toMatch(/Missing in evidence \(\d+\):/);
      const repaired = await run({ ...where, repair: true });
      expect(repaired.text).toMatch(
        /\d+ records were added, marked as reconciled; \d+ calls were missing/,
      );
      expect((await run(where)).text).not.toContain('Missing in evidence');
      const list = new ListObjectsV2Command({ Bucket: EVIDENCE, Prefix: `${prefix}evidence/` });
      const { Contents = [] } = await s3.send(list);
      expect(Contents.some(({ Key = '' }) => Key.includes('/reconciled-'))).toBe(true);
    },
  );

  it('what the folder says, the bucket says', async () => {
    const here = await run({ trail: 'samples/trail', evidence: `s3://${EVIDENCE}` });
    const there = await run({ trail: `s3://${TRAIL}`, evidence: `s3://${EVIDENCE}` });
    expect(there.text).toBe(here.text);
  });

  it('a bucket that is not there is a line', async () => {
    const trail = await run({ trail: 's3://geofence-not-there', evidence: `s3://${EVIDENCE}` });
    const evidence = await run({ trail: `s3://${TRAIL}`, evidence: 's3://geofence-not-there' });
    expect([trail.exit, evidence.exit]).toEqual([2, 2]);
    for (const { err } of [trail, evidence]) expect(err).toMatch(/^geofence reconcile: .+\n$/);
  });
});
