import { gunzipSync, gzipSync } from 'node:zlib';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asEvent } from '../../core/watch/as-event.ts';
import { aCall, aReported, type RecordJson } from '../core/judge/records.ts';
import { clientOf } from './emulator/client-of.ts';
import { findPython } from './emulator/find-python.ts';
import { hourLasts } from './hour-lasts.ts';
import { putEvents } from './put-events.ts';
import { deployWatcher, HOME, type Watcher } from './watcher.ts';
import { eventually, lookAt } from './world.ts';

const python = await findPython();
const BUCKET = 'geofence-log-archive';

describe.skipIf(python.kind === 'missing')('the daily run, deployed', () => {
  let missing: readonly RecordJson[];
  let watcher: Watcher;
  let world: ReturnType<typeof lookAt>;
  let hear: Awaited<ReturnType<typeof world.listen>>;

  const run = async () => {
    const place = clientOf({ endpoint: watcher.emulator.endpoint, region: HOME });
    const invoke = new InvokeCommand({ FunctionName: 'bedrock-geofence-reconcile' });
    const { FunctionError, Payload } = await new LambdaClient(place).send(invoke);
    return FunctionError === undefined ? null : Buffer.from(Payload ?? []).toString();
  };
  const added = async () => {
    const keys = (await world.keys('evidence/')).filter((key) => key.includes('/reconciled-'));
    const bytes = await Promise.all(keys.map((key) => world.read(key)));
    return bytes.flatMap((each) =>
      gunzipSync(each)
        .toString()
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Record<string, unknown>),
    );
  };

  beforeAll(async () => {
    watcher = await deployWatcher({ trail: `s3://${BUCKET}/org` });
    world = lookAt(watcher.emulator.endpoint);
    hear = await world.listen('bedrock-geofence-findings');
    await hourLasts();
    const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
    const eventTime = `${yesterday}T10:31:07Z`;
    const seen = aCall({ eventTime });
    missing = [aCall({ eventTime }), aReported('us-east-1', { eventTime })];
    const { endpoint } = watcher.emulator;
    await putEvents([asEvent(seen)], { endpoint, region: HOME });
    await eventually(
      () => world.keys('evidence/'),
      (keys) => keys.length > 0,
    );
    await world.s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
    const day = yesterday.replaceAll('-', '/');
    const stamp = `${yesterday.replaceAll('-', '')}T1040Z`;
    const name = `111122223333_CloudTrail_eu-central-1_${stamp}_AbcdEfghIjklMnop.json.gz`;
    await world.s3.send(
      new PutObjectCommand({
        Bucket: BUCKET,
        Key: `org/AWSLogs/o-1234567890/111122223333/CloudTrail/eu-central-1/${day}/${name}`,
        Body: gzipSync(JSON.stringify({ Records: [seen, ...missing] })),
      }),
    );
    expect(await run()).toBeNull();
  });
  afterAll(() => watcher?.stop());

  it('adds what was dropped, marked with its log file', async () => {
    const lines = await added();
    expect(lines.map(({ eventId }) => eventId).sort()).toEqual(
      missing.map(({ eventID }) => eventID).sort(),
    );
    for (const { reconciled } of lines) {
      expect(reconciled).toMatchObject({
        file: expect.stringMatching(/^org\/AWSLogs\/o-1234567890/),
      });
    }
  });

  it('tells what ran outside, and counts what was missed', async () => {
    const heard = await eventually(hear, (messages) => messages.length > 0);
    expect(heard.map(({ Subject }) => Subject).join()).toContain('OUTSIDE');
    expect(await world.sum('LiveMissed')).toBe(2);
    expect(await world.sum('Contradicted')).toBe(0);
  });

  it('run again, it adds nothing and tells nothing', async () => {
    const heard = (await hear()).length;
    expect(await run()).toBeNull();
    expect(await added()).toHaveLength(2);
    expect((await hear()).length).toBe(heard);
  });
});
