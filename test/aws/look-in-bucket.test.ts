import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { diff } from '../../cli/diff.ts';
import { explain } from '../../cli/explain.ts';
import { replay } from '../../cli/replay.ts';
import { aTerminal } from '../cli/audit-files.ts';
import { aCall, aCompletion, aStream } from '../core/judge/records.ts';
import { BEFORE } from '../core/prevent/article.ts';
import { clientOf } from './emulator/client-of.ts';
import { emulatorEnv } from './emulator/emulator-env.ts';
import { findPython } from './emulator/find-python.ts';
import { type Emulator, startEmulator } from './emulator/start-emulator.ts';
import { HOME } from './watcher.ts';

const python = await findPython();
if (python.kind === 'missing') console.log(`skipped: ${python.reason}`);

describe.skipIf(python.kind === 'missing')('explain, diff and replay of a bucket', () => {
  const folder = mkdtempSync(join(tmpdir(), 'geofence-look-'));
  const stream = aStream({ requestID: 'r-1', awsRegion: 'eu-west-2' });
  const logs = {
    'AWSLogs/a.json.gz': { Records: [stream, aCall()] },
    'AWSLogs/b.json.gz': { Records: [aCompletion(stream, 'eu-west-2')] },
  };
  let emulator: Emulator;

  beforeAll(async () => {
    emulator = await startEmulator();
    const place = clientOf({ endpoint: emulator.endpoint, region: HOME });
    const s3 = new S3Client({ ...place, forcePathStyle: true });
    await s3.send(new CreateBucketCommand({ Bucket: 'trail' }));
    for (const [Key, records] of Object.entries(logs)) {
      const Body = gzipSync(JSON.stringify(records));
      await s3.send(new PutObjectCommand({ Bucket: 'trail', Key, Body }));
      writeFileSync(join(folder, Key.slice(8)), Body);
    }
    for (const [name, value] of Object.entries(emulatorEnv(emulator.endpoint)))
      vi.stubEnv(name, value);
    vi.stubEnv('AWS_REGION', HOME);
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await emulator?.stop();
    rmSync(folder, { recursive: true });
  });

  const write = (name: string, value: object) => {
    const path = join(folder, `${name}.policy`);
    writeFileSync(path, JSON.stringify(value));
    return path;
  };
  const policy = write('old', { fences: [{ name: 'eu', allow: ['eu'] }] });
  const against = write('new', { fences: [{ name: 'eu', allow: ['eu', 'eu-west-2'] }] });
  const scp = [write('scp', BEFORE)];

  it.each([
    [
      'explain',
      (source: string, terminal: Parameters<typeof explain>[2]) =>
        explain(['r-1', source], { allow: ['eu'] }, terminal),
    ],
    [
      'diff',
      (source: string, terminal: Parameters<typeof diff>[2]) =>
        diff([source], { policy, against, format: 'json' }, terminal),
    ],
    [
      'replay',
      (source: string, terminal: Parameters<typeof replay>[2]) =>
        replay([source], { scp, allow: ['eu'], format: 'json' }, terminal),
    ],
  ])('%s says the same as of a folder', async (_, run) => {
    const of = async (source: string) => {
      const { terminal, out, err } = aTerminal();
      const exit = await run(source, terminal);
      const text = out().replaceAll('s3://trail/AWSLogs', folder).replace(/\s+/g, '');
      return { exit, text, err: err() };
    };
    const bucket = await of('s3://trail/AWSLogs/');
    const here = await of(folder);
    expect(here.exit).toBe(1);
    expect(bucket.exit).toBe(1);
    const counts = (text: string) => text.replace(/"skipped":\[.*?\]/, '');
    expect(counts(bucket.text)).toBe(counts(here.text));
  });
});
