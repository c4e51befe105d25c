import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { AuditOptions } from '../../cli/audit.ts';
import { findObjects } from '../../io/find-objects.ts';
import { auditFiles } from '../cli/audit-files.ts';
import { aCall, aReported } from '../core/judge/records.ts';
import { clientOf } from './emulator/client-of.ts';
import { emulatorEnv } from './emulator/emulator-env.ts';
import { type FaultyProxy, startFaultyProxy } from './emulator/faulty-proxy.ts';
import { findPython } from './emulator/find-python.ts';
import { type Emulator, startEmulator } from './emulator/start-emulator.ts';
import { HOME } from './watcher.ts';

const python = await findPython();
if (python.kind === 'missing') console.log(`skipped: ${python.reason}`);

const BUCKET = 'trail-of-everybody';
const ACCOUNTS = ['111122223333', '444455556666', 'o-abcdefghij/777788889999'];
const REGIONS = ['eu-central-1', 'eu-west-2', 'us-east-1', 'ap-southeast-2'];
const DAYS = [3, 4, 5];

/** Key and content of every object of the trail: of each account, Region and day one log. */
const trail = new Map<string, Buffer>();
for (const account of ACCOUNTS) {
  for (const awsRegion of REGIONS) {
    for (const day of DAYS) {
      const id = account.slice(-12);
      const eventTime = `2026-11-0${day}T10:00:00Z`;
      const late = `2026-11-0${day - 1}T23:59:00Z`;
      const of = { awsRegion, eventTime, recipientAccountId: id };
      const records = [
        { ...aCall(of), eventSource: 's3.amazonaws.com' },
        aReported('us-east-1', of),
        aReported('eu-west-3', { ...of, eventTime: late }),
      ];
      const name = `${id}_CloudTrail_${awsRegion}_202611${String(day).padStart(2, '0')}T1005Z_x.json.gz`;
      const key = `AWSLogs/${account}/CloudTrail/${awsRegion}/2026/11/0${day}/${name}`;
      trail.set(key, gzipSync(JSON.stringify({ Records: records })));
    }
  }
}
const logs = trail.size;
trail.set(
  'AWSLogs/111122223333/CloudTrail-Digest/eu-central-1/2026/11/03/d.json.gz',
  gzipSync('{}'),
);
trail.set('AWSLogs/readme.txt', Buffer.from('what lies here'));

const keyOf = (account: number, region: number, day: number) =>
  [...trail.keys()][(account * REGIONS.length + region) * DAYS.length + day] ?? '';

describe.skipIf(python.kind === 'missing')('logs in a bucket', () => {
  const folder = mkdtempSync(join(tmpdir(), 'geofence-bucket-'));
  let emulator: Emulator;
  let proxy: FaultyProxy;
  let s3: S3Client;
  const fetched: string[] = [];

  beforeAll(async () => {
    emulator = await startEmulator();
    proxy = await startFaultyProxy(emulator.endpoint);
    for (const [name, value] of Object.entries(emulatorEnv(proxy.endpoint)))
      vi.stubEnv(name, value);
    vi.stubEnv('AWS_REGION', HOME);
    s3 = new S3Client({
      ...clientOf({ endpoint: emulator.endpoint, region: HOME }),
      forcePathStyle: true,
    });
    await s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
    for (const [Key, Body] of trail) {
      await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body }));
      mkdirSync(dirname(join(folder, Key)), { recursive: true });
      writeFileSync(join(folder, Key), Body);
    }
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await proxy?.close();
    await emulator?.stop();
    rmSync(folder, { recursive: true });
  });
  afterEach(() => {
    proxy.fault = () => null;
    fetched.length = 0;
  });

  /** The audit of the bucket, as it would read if the bucket were the folder. */
  async function ofBucket(prefix = '', over: Partial<AuditOptions> = {}) {
    const inner = proxy.fault;
    proxy.fault = (seen) => {
      const key = decodeURIComponent(
        new URL(seen.path, 'http://x').pathname.slice(BUCKET.length + 2),
      );
      if (seen.method === 'GET' && key !== '') fetched.push(key);
      return inner(seen);
    };
    const audit = await auditFiles([`s3://${BUCKET}/${prefix}`], ['eu'], over);
    return { ...audit, text: audit.text.replaceAll(`s3://${BUCKET}/`, `${folder}/`) };
  }
  const ofFolder = (over: Partial<AuditOptions> = {}) => auditFiles([folder], ['eu'], over);

  it('are the same as in a folder', async () => {
    const [bucket, here] = [await ofBucket(), await ofFolder()];
    expect(bucket.text).toBe(here.text);
    expect(bucket.report?.totals).toMatchObject({ files: logs, calls: 2 * logs });
    expect(bucket.exit).toBe(1);
    expect(new Set(fetched).size).toBe(logs);
    // A request that a busy machine left without an answer is made again.
    expect(fetched.length).toBeLessThan(2 * logs);
  });

  it.each(['1', '2'])('and the built program says the same, with %s threads', async (jobs) => {
    execFileSync('npm', ['run', '--silent', 'build']);
    const args = ['dist/main.mjs', 'audit', `s3://${BUCKET}`, '--allow', 'eu', '--format', 'json'];
    const endpoint = ['--endpoint-url', proxy.endpoint, '--region', HOME, '--jobs', jobs];
    const run = promisify(execFile)(process.execPath, [...args, ...endpoint]);
    const { stdout } = await run.catch((error: { stdout: string }) => error);
    expect(JSON.parse(stdout.replaceAll(`s3://${BUCKET}/`, `${folder}/`))).toEqual({
      ...(await ofFolder()).report,
      generator: { name: 'bedrock-geofence', version: expect.any(String) },
    });
  });

  it.each([
    ['an account', 'AWSLogs/444455556666/', 12],
    ['an organization', 'AWSLogs/o-abcdefghij', 12],
    ['a Region', 'AWSLogs/111122223333/CloudTrail/eu-west-2/', 3],
    ['a day', 'AWSLogs/111122223333/CloudTrail/eu-west-2/2026/11/04/', 1],
    ['one log', keyOf(0, 0, 0), 1],
    ['part of a name, as S3 takes it', 'AWSLogs/4444', 12],
  ])('%s alone', async (_, prefix, files) => {
    expect((await ofBucket(prefix)).report?.totals.files).toBe(files);
    expect((await ofBucket(prefix, { from: '2026-11-01' })).report?.totals.files).toBe(files);
  });

  it('of a time: only days of delivery are fetched, and the answer is that of the folder', async () => {
    for (const window of [
      { from: '2026-11-04', until: '2026-11-04' },
      { from: '2026-11-05' },
      { until: '2026-11-02' },
      { from: '2026-11-02T23:00:00Z', until: '2026-11-03T00:00:00Z' },
    ]) {
      fetched.length = 0;
      const [bucket, here] = [await ofBucket('', window), await ofFolder(window)];
      const { files: _, records: __, ...totals } = bucket.report?.totals ?? {};
      expect(here.report?.totals).toMatchObject(totals);
      expect(bucket.report?.findings).toEqual(here.report?.findings);
      expect(bucket.report?.routes).toEqual(here.report?.routes);
      expect(new Set(fetched).size).toBeLessThanOrEqual(logs);
      if (window.from === '2026-11-05') expect(new Set(fetched).size).toBe(logs / 3);
      if (window.until === '2026-11-02') expect(new Set(fetched).size).toBe((2 * logs) / 3);
    }
  });

  describe('what fails in the middle is tried again', () => {
    it.each(['500', '503', 'cut', 'lost'] as const)('%s, once for every object', async (fault) => {
      const failed = new Set<string>();
      proxy.fault = ({ path }) => {
        if (failed.has(path) || (fault === 'cut' && !path.includes('.gz'))) return null;
        failed.add(path);
        return fault;
      };
      expect((await ofBucket()).text).toBe((await ofFolder()).text);
      expect(failed.size).toBeGreaterThanOrEqual(logs);
    });
  });

  describe('what fails for good is a gap', () => {
    const key = keyOf(1, 2, 1);
    it.each([
      ['404', /vanished/],
      ['403', new RegExp(`access denied: s3:GetObject is needed on arn:aws:s3:::${BUCKET}/${key}`)],
      ['500', /S3 could not be asked: 500/],
      ['cut', /cut off 4 times/],
    ] as const)('%s for one object', async (fault, problem) => {
      proxy.fault = ({ path }) => (path.includes(key) ? fault : null);
      const { report, exit } = await ofBucket();
      expect(report?.totals).toMatchObject({
        files: logs,
        unreadableFiles: 1,
        calls: 2 * logs - 2,
      });
      expect(report?.gaps).toEqual([
        {
          kind: 'file',
          file: `s3://${BUCKET}/${key}`,
          place: null,
          problem: expect.stringMatching(problem),
        },
      ]);
      expect(exit).toBe(2);
    });

    it.each([
      ['403', /access denied: s3:ListBucket is needed on arn:aws:s3:::trail-of-everybody/],
      ['503', /S3 could not be asked: 503 SlowDown/],
    ] as const)('%s for a listing', async (fault, problem) => {
      proxy.fault = ({ path }) => (path.includes('list-type') ? fault : null);
      for (const over of [{}, { from: '2026-11-04' }]) {
        const { report, exit } = await ofBucket('', over);
        expect(report?.gaps).toEqual([
          {
            kind: 'file',
            file: `s3://${BUCKET}/`,
            place: null,
            problem: expect.stringMatching(problem),
          },
        ]);
        expect(exit).toBe(2);
      }
    });

    it('a listing of one Region: the others are read', async () => {
      proxy.fault = ({ path }) => (/list-type.*eu-west-2/.test(path) ? '403' : null);
      const { report } = await ofBucket('', { from: '2026-11-04', until: '2026-11-04' });
      expect(report?.gaps.map(({ file }) => file)).toEqual(
        ACCOUNTS.map((account) => `s3://${BUCKET}/AWSLogs/${account}/CloudTrail/eu-west-2/`).sort(),
      );
      expect(report?.totals.calls).toBe(3 * 3 * 2);
    });

    it('no such bucket', async () => {
      const { report, exit } = await auditFiles(['s3://nobody-has-this-bucket'], ['eu']);
      expect(report?.gaps[0]?.problem).toBe('there is no such bucket');
      expect(exit).toBe(2);
    });

    it('an object that changed after it was listed', async () => {
      const signal = new AbortController().signal;
      const options = { endpointUrl: emulator.endpoint, region: HOME };
      const found = findObjects([`s3://${BUCKET}/${key}`], options, signal);
      const { value } = await found.next();
      if (value?.kind !== 'object') throw new Error('no object');
      expect((await value.fetch()).kind).toBe('bytes');
      const body = trail.get(key);
      const put = { Bucket: BUCKET, Key: key };
      await s3.send(new PutObjectCommand({ ...put, Body: gzipSync('{"Records":[]}') }));
      expect(await value.fetch()).toMatchObject({
        problem: 'it changed after it was listed',
      });
      await s3.send(new PutObjectCommand({ ...put, Body: body }));
    });
  });
});
