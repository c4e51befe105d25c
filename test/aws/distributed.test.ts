import { gzipSync } from 'node:zlib';
import { CreateBucketCommand, DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type DistributedOptions, reconcileDistributed } from '../../cli/reconcile-distributed.ts';
import { aTerminal } from '../cli/audit-files.ts';
import { aCall, aReported } from '../core/judge/records.ts';
import { ACCOUNT, emulatorEnv } from './emulator/emulator-env.ts';
import { findPython } from './emulator/find-python.ts';
import { deployWatcher, HOME, type Watcher } from './watcher.ts';
import { eventually, lookAt } from './world.ts';

const python = await findPython();
const BUCKET = 'geofence-log-archive';
const WORK = `bedrock-geofence-work-${ACCOUNT}-${HOME}`;
const DAY = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
const ACCOUNTS = ['111122223333', '444455556666', '777788889999'];
const REGIONS = ['eu-central-1', 'eu-west-1', 'us-east-1', 'ap-southeast-2'];
const FILES = 200;

function placeOf(file: number) {
  const account = ACCOUNTS[file % 3] ?? '';
  const region = REGIONS[Math.floor(file / 3) % 4] ?? '';
  const minute = String(file % 60).padStart(2, '0');
  const name = `${account}_CloudTrail_${region}_${DAY.replaceAll('-', '')}T10${minute}Z_Abc${file}.json.gz`;
  return {
    ...{ account, region },
    Key: `org/AWSLogs/o-1/${account}/CloudTrail/${region}/${DAY.replaceAll('-', '/')}/${name}`,
  };
}

describe.skipIf(python.kind === 'missing')(
  'a distributed run, deployed; the emulator makes no batches, so its start script makes those of the definition',
  () => {
    let watcher: Watcher;
    let world: ReturnType<typeof lookAt>;
    let hear: Awaited<ReturnType<typeof world.listen>>;
    const period = { from: DAY, until: DAY };

    const run = async (options: Partial<DistributedOptions> = {}) => {
      const { terminal, out, err } = aTerminal({ now: () => performance.now() });
      const all = { prefix: 'bedrock-geofence', home: HOME, yes: true, ...period, ...options };
      const exit = await reconcileDistributed(all, Date.now, terminal);
      return { exit, text: out(), err: err() };
    };
    const put = (Bucket: string, Key: string, Body: string | Uint8Array) =>
      world.s3.send(new PutObjectCommand({ Bucket, Key, Body }));
    const reconciled = async () =>
      (await world.keys('evidence/')).filter((key) => key.includes('/reconciled-'));

    beforeAll(async () => {
      watcher = await deployWatcher({ trail: `s3://${BUCKET}/org` });
      world = lookAt(watcher.emulator.endpoint);
      for (const [name, value] of Object.entries(emulatorEnv(watcher.emulator.endpoint))) {
        vi.stubEnv(name, value);
      }
      hear = await world.listen('bedrock-geofence-findings');
    });
    afterAll(async () => {
      vi.unstubAllEnvs();
      await watcher?.stop();
    });

    it('a trail that cannot be listed is refused, and never clean', async () => {
      const { exit, err, text } = await run();
      expect(err).toContain('the run ended: FAILED');
      expect(err).toContain('s3://geofence-log-archive/org/AWSLogs/ cannot be listed');
      expect(err).toContain('there is no such bucket');
      expect({ exit, text }).toEqual({ exit: 2, text: '' });
    });

    it('a month with no logs was not looked at', async () => {
      await world.s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
      const { exit, text } = await run({ from: '2026-08-01', until: '2026-08-31' });
      expect(text).toContain('Nothing was looked at');
      expect(text).toMatch(/all accounts +all Regions +2026-08-17 +\?{24}/);
      expect(exit).toBe(2);
    });

    it(`reads ${FILES} files of 3 accounts and 4 Regions, and adds every call, marked`, async () => {
      for (let file = 0; file < FILES; file += 1) {
        const { account, region, Key } = placeOf(file);
        const where = {
          ...{ awsRegion: region, recipientAccountId: account },
          eventTime: `${DAY}T10:${String(file % 60).padStart(2, '0')}:07Z`,
        };
        const Records = [aCall(where), aReported('us-west-2', where), aCall(where)];
        await put(BUCKET, Key, gzipSync(JSON.stringify({ Records })));
      }
      const { exit, text, err } = await run();
      expect(err).toMatch(/To read +200 log files/);
      expect(text).toContain(`${3 * FILES} records were added, marked as reconciled`);
      for (const account of ACCOUNTS) {
        for (const region of REGIONS) expect(text).toMatch(new RegExp(`${account} +${region}`));
      }
      expect(exit).toBe(0);
      expect((await reconciled()).length).toBeGreaterThan(3);
      const heard = await eventually(hear, (messages) => messages.length > 0);
      expect(heard.map(({ Subject }) => Subject).join()).toContain('OUTSIDE');
      expect(await world.sum('LiveMissed')).toBe(3 * FILES);
      expect(await world.sum('Contradicted')).toBe(0);
    });

    it('a map that lists the bucket itself, over the same time, changes nothing', async () => {
      const [before, heard] = [await world.keys(''), (await hear()).length];
      const { exit, text } = await run({ list: 'bucket' });
      expect(text).toContain('they agree, call by call');
      expect(text).toContain('0 records were added');
      expect(exit).toBe(0);
      expect(await world.keys('')).toEqual(before);
      expect((await hear()).length).toBe(heard);
    });

    it('reads the files that somebody lists, and refuses a malformed list', async () => {
      const listing = [0, 1].map((file) => `s3://${BUCKET}/${placeOf(file).Key}`).join('\n');
      await put(WORK, 'manifests/two', listing);
      await put(WORK, 'manifests/bad', `${listing}\ns3://other/AWSLogs/x\nnonsense\n`);
      const two = await run({ manifest: `s3://${WORK}/manifests/two` });
      expect(two.err).toMatch(/To read +2 log files/);
      expect(two.text).toContain('0 records were added');
      const bad = await run({ manifest: `s3://${WORK}/manifests/bad` });
      expect(bad.err).toContain('line 3: it is in the bucket');
      expect(bad.err).toContain('line 4: ');
      expect({ exit: bad.exit, text: bad.text }).toEqual({ exit: 2, text: '' });
    });

    it('a file that cannot be read is a gap, and the run succeeds', async () => {
      const Key = placeOf(7).Key.replace('Abc7', 'Bad');
      await put(BUCKET, Key, 'nonsense');
      const { exit, text } = await run();
      await world.s3.send(new DeleteObjectCommand({ Bucket: BUCKET, Key }));
      expect(text).toMatch(/Could not be looked at \(1\):\n {2}org\/AWSLogs\/.*Bad/);
      expect(text).toMatch(/444455556666 +us-east-1 +\S+ +!+/);
      expect(exit).toBe(2);
    });
  },
);
