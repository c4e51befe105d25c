import { spawnSync } from 'node:child_process';
import { createHash, verify } from 'node:crypto';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { GetPublicKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import {
  DeleteObjectCommand,
  GetObjectRetentionCommand,
  HeadObjectCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPublicKey } from '../../core/prove/check-signature.ts';
import {
  type ClockHour,
  folderOfHour,
  hourAt,
  hoursAfter,
  startOfHour,
} from '../../core/prove/clock-hour.ts';
import { closureKeyOf } from '../../core/prove/closure.ts';
import { readSeal } from '../../core/prove/seal.ts';
import { isToldGroup } from '../../core/tell/marker.ts';
import { asEvent } from '../../core/watch/as-event.ts';
import { aCall, aStream } from '../core/judge/records.ts';
import { clientOf } from './emulator/client-of.ts';
import { findPython } from './emulator/find-python.ts';
import { hourLasts } from './hour-lasts.ts';
import { putEvents } from './put-events.ts';
import { deployWatcher, HOME, type Watcher } from './watcher.ts';
import { eventually, lookAt } from './world.ts';

const python = await findPython();
/** `eu.` called from London may stay there, and only the stream's end says. */
const LONDON = 'eu-west-2';

describe.skipIf(python.kind === 'missing')('the hourly run, deployed', () => {
  let watcher: Watcher;
  let world: ReturnType<typeof lookAt>;
  let hear: Awaited<ReturnType<typeof world.listen>>;
  let hour: ClockHour;
  const place = () => clientOf({ endpoint: watcher.emulator.endpoint, region: HOME });

  const run = async () => {
    const invoke = new InvokeCommand({ FunctionName: 'bedrock-geofence-seal' });
    const { FunctionError, Payload } = await new LambdaClient(place()).send(invoke);
    return FunctionError === undefined ? null : Buffer.from(Payload ?? []).toString();
  };

  /** Evidence of now, put as if it had been written in an earlier hour: the hour is in the key. */
  const moveInto = async (earlier: ClockHour) => {
    for (const key of await world.keys(`evidence/v1/${folderOfHour(hourAt(Date.now()))}`)) {
      const Key = `evidence/v1/${folderOfHour(earlier)}/${key.split('/').at(-1)}`;
      const Body = await world.read(key);
      await world.s3.send(new PutObjectCommand({ Bucket: world.bucket, Key, Body }));
    }
  };

  beforeAll(async () => {
    watcher = await deployWatcher();
    world = lookAt(watcher.emulator.endpoint);
    hear = await world.listen('bedrock-geofence-findings');
    await hourLasts();
    hour = hoursAfter(hourAt(Date.now()), -2);
    const eventTime = new Date(startOfHour(hour) + 1_800_000).toISOString();
    const records = [
      aStream({ awsRegion: LONDON, eventTime }),
      ...Array.from({ length: 3 }, () => aCall({ eventTime })),
    ];
    const { endpoint } = watcher.emulator;
    await putEvents(records.map(asEvent), { endpoint, region: HOME });
    await eventually(
      () => world.keys('evidence/'),
      (keys) => keys.length > 0,
    );
    await eventually(
      () => world.waiting('bedrock-geofence-calls', HOME),
      (count) => count === 0,
    );
    await moveInto(hoursAfter(hour, -1));
    await moveInto(hour);
    await new CloudWatchClient(place()).send(
      new PutMetricDataCommand({
        Namespace: 'AWS/Bedrock',
        MetricData: ['eu.anthropic.claude-opus-5', 'amazon.nova-pro-v1:0'].map((Value) => ({
          MetricName: 'Invocations',
          Dimensions: [{ Name: 'ModelId', Value }],
          Timestamp: new Date(eventTime),
          Value: 4,
        })),
      }),
    );
    expect(await run()).toBeNull();
  });
  afterAll(() => watcher?.stop());

  it('a deployment prints the fingerprint of the key, and the key', async () => {
    const stack = new DescribeStacksCommand({ StackName: 'bedrock-geofence-home' });
    const { Stacks = [] } = await new CloudFormationClient(place()).send(stack);
    const outputs = new Map(
      Stacks[0]?.Outputs?.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]),
    );
    const { PublicKey = new Uint8Array() } = await new KMSClient(place()).send(
      new GetPublicKeyCommand({ KeyId: 'alias/bedrock-geofence-seals' }),
    );
    expect(outputs.get('SealPublicKey')).toBe(Buffer.from(PublicKey).toString('base64'));
    expect(outputs.get('SealKeyFingerprint')).toBe(
      createHash('sha256').update(PublicKey).digest('hex'),
    );
  });

  it('seals what came, with a signature of the key, locked, each object by its version', async () => {
    const [sealKey = ''] = (await world.keys('seals/')).filter((key) => key.endsWith('.json'));
    const bytes = await world.read(sealKey);
    const signature = await world.read(sealKey.replace('.json', '.sig'));
    const { PublicKey = new Uint8Array() } = await new KMSClient(place()).send(
      new GetPublicKeyCommand({ KeyId: 'alias/bedrock-geofence-seals' }),
    );
    const key = readPublicKey(PublicKey);
    if (key.kind === 'bad') throw new Error(key.problem);
    expect(verify('sha256', bytes, key.key, signature)).toBe(true);

    const read = readSeal(bytes);
    if (read.kind === 'bad') throw new Error(read.problem);
    const evidence = read.seal.objects.filter((object) => object.key.startsWith('evidence/'));
    expect(evidence.length).toBeGreaterThan(0);
    for (const object of evidence) {
      const head = await world.s3.send(
        new HeadObjectCommand({ Bucket: world.bucket, Key: object.key }),
      );
      expect(object.versionId).toBe(head.VersionId);
      const stored = await world.read(object.key);
      expect(object.sha256).toBe(createHash('sha256').update(stored).digest('hex'));
    }
    const { Retention } = await world.s3.send(
      new GetObjectRetentionCommand({ Bucket: world.bucket, Key: sealKey }),
    );
    expect(Retention?.Mode).toBe('GOVERNANCE');
  });

  it('tells the stream that stayed undecided, and counts it', async () => {
    const heard = await eventually(hear, (messages) =>
      messages.some(({ Subject }) => Subject?.includes('UNDECIDED')),
    );
    expect(heard.some(({ Message }) => Message.includes('London'))).toBe(true);
    expect(await world.sum('Undecided')).toBeGreaterThanOrEqual(1);
  });

  it('counts the calls that Bedrock counted and nobody saw', async () => {
    expect(await world.sum('UnseenCalls', { SourceRegion: HOME })).toBe(5);
    expect(await world.sum('SealsCurrent')).toBe(1);
  });

  it('a finding that is closed from the bucket is closed for good, locked', async () => {
    const [told = ''] = (await world.keys('told/')).filter(isToldGroup);
    const id = told.slice(-69, -5);
    const evidence = `s3://${world.bucket}`;
    const args = ['cli/main.ts', 'close', id, '--evidence', evidence, '--by', 'jane'];
    const env = { ...process.env, ...watcher.emulator.env, AWS_REGION: HOME };
    const closing = spawnSync('npx', ['tsx', ...args, '--reason', 'mended'], {
      encoding: 'utf8',
      env,
    });
    expect(closing.stderr).not.toContain('geofence close');
    expect(closing.stdout).toBe(`Closed group ${id}\n`);
    const { Retention } = await world.s3.send(
      new GetObjectRetentionCommand({ Bucket: world.bucket, Key: closureKeyOf(id) }),
    );
    expect(Retention?.Mode).toBe('GOVERNANCE');
    expect(await world.sum('OpenFindings')).toBe(2);
  });

  it('run again, it changes nothing and tells nothing', async () => {
    const before = await world.keys('');
    const heard = (await hear()).length;
    expect(await run()).toBeNull();
    expect(await world.keys('')).toEqual(before);
    expect((await hear()).length).toBe(heard);
  });

  it('notices a sealed object that a delete marker hides', async () => {
    const [Key] = await world.keys(`evidence/v1/${folderOfHour(hour)}`);
    await world.s3.send(new DeleteObjectCommand({ Bucket: world.bucket, Key }));
    expect(await run()).toBeNull();
    expect(await world.sum('SealProblems')).toBe(1);
  });
});
