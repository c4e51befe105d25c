import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type ClockHour,
  folderOfHour,
  hourAt,
  hoursAfter,
  startOfHour,
} from '../../core/prove/clock-hour.ts';
import { readSeal } from '../../core/prove/seal.ts';
import { readWatched, renderWatched, watchedKeyOf } from '../../core/prove/watched-hour.ts';
import { asEvent } from '../../core/watch/as-event.ts';
import { aCall, type RecordJson } from '../core/judge/records.ts';
import { ORGANIZATION } from '../infra/an-organization.ts';
import { clientOf } from './emulator/client-of.ts';
import { ACCOUNT } from './emulator/emulator-env.ts';
import { findPython } from './emulator/find-python.ts';
import { hourLasts } from './hour-lasts.ts';
import { deployWatcher, HOME, type Watcher } from './watcher.ts';
import { eventually, lookAt } from './world.ts';

const python = await findPython();
const MEMBER = '444455556666';
/** Its canary came hours ago, and does no more. */
const SILENT = '777788889999';

describe.skipIf(python.kind === 'missing')('the hourly run of an organization, deployed', () => {
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

  /** A call as the rule of an account sends it to the queue of the hub. */
  const send = async (recipientAccountId: string, over: RecordJson = {}) => {
    const eventTime = new Date(startOfHour(hour) + 1_800_000).toISOString();
    const event = asEvent(aCall({ recipientAccountId, eventTime, ...over }));
    const QueueUrl = `${watcher.emulator.endpoint}/${ACCOUNT}/bedrock-geofence-calls`;
    const MessageBody = JSON.stringify(event);
    await new SQSClient(place()).send(new SendMessageCommand({ QueueUrl, MessageBody }));
  };

  const sendCanary = (account: string) =>
    send(account, {
      errorCode: 'AccessDenied',
      userIdentity: {
        type: 'AssumedRole',
        arn: `arn:aws:sts::${account}:assumed-role/bedrock-geofence-canary-${HOME}/session`,
        accountId: account,
      },
    });

  /** As Bedrock counts in an account by itself. */
  const count = (accessKeyId: string, Value: number) => {
    const credentials = { accessKeyId, secretAccessKey: 'test' };
    const Dimensions = [{ Name: 'ModelId', Value: 'amazon.nova-pro-v1:0' }];
    const Timestamp = new Date(startOfHour(hour) + 1_800_000);
    return new CloudWatchClient({ ...place(), credentials }).send(
      new PutMetricDataCommand({
        Namespace: 'AWS/Bedrock',
        MetricData: [{ MetricName: 'Invocations', Dimensions, Timestamp, Value }],
      }),
    );
  };

  const put = (Key: string, Body: string | Uint8Array) =>
    world.s3.send(new PutObjectCommand({ Bucket: world.bucket, Key, Body }));

  beforeAll(async () => {
    watcher = await deployWatcher(ORGANIZATION);
    world = lookAt(watcher.emulator.endpoint);
    hear = await world.listen('bedrock-geofence-findings');
    await hourLasts();
    hour = hoursAfter(hourAt(Date.now()), -2);
    await Promise.all([send(ACCOUNT), send(ACCOUNT), send(ACCOUNT), send(MEMBER)]);
    await Promise.all([sendCanary(ACCOUNT), sendCanary(MEMBER)]);
    await eventually(
      async () => (await world.eventIds()).length,
      (lines) => lines >= 6,
    );
    for (const key of await world.keys('evidence/')) {
      for (const earlier of [hoursAfter(hour, -1), hour]) {
        const moved = `evidence/v1/${folderOfHour(earlier)}/${key.split('/').at(-1)}`;
        await put(moved, await world.read(key));
      }
    }
    const before = hoursAfter(hour, -3);
    await put(
      watchedKeyOf(before),
      renderWatched({
        ...{ schema: 'watched/1', hour: before, canaries: { [HOME]: [SILENT] } },
        ...{ missing: [], compared: [], quiet: {}, notCompared: [], leftOut: 0 },
      }),
    );
    await count(ACCOUNT, 1);
    await count(MEMBER, 4);
    expect(await run()).toBeNull();
  });
  afterAll(() => watcher?.stop());

  it('compares each account with what Bedrock counted there: no surplus of one hides what another lacks', async () => {
    const watched = readWatched(await world.read(watchedKeyOf(hour)));
    expect(watched?.compared).toEqual([
      { accountId: ACCOUNT, region: HOME, counted: 1, seen: 3, unseen: 0 },
      { accountId: MEMBER, region: HOME, counted: 4, seen: 1, unseen: 3 },
    ]);
    expect(watched?.notCompared).toEqual([]);
    expect(await world.sum('UnseenCalls', { SourceRegion: HOME })).toBe(3);
  });

  it('sees whose canary came, rings for the one that stopped, and tells people', async () => {
    const watched = readWatched(await world.read(watchedKeyOf(hour)));
    expect(watched?.canaries).toEqual({ [HOME]: [ACCOUNT, MEMBER] });
    expect(watched?.missing).toEqual([
      { accountId: SILENT, region: HOME, last: hoursAfter(hour, -3) },
    ]);
    await eventually(
      () => world.alarmState('bedrock-geofence-home-canaries-missing'),
      (state) => state === 'ALARM',
      90_000,
    );
    const heard = await eventually(hear, (messages) =>
      messages.some(({ Subject }) => Subject?.includes('stopped coming')),
    );
    const told = heard.filter(({ Subject }) => Subject?.includes('stopped coming'));
    expect(told[0]?.Message).toContain(SILENT);
  });

  it('seals it in the same run', async () => {
    const keys = (await world.keys('seals/')).filter((key) => key.endsWith('.json'));
    const seals = await Promise.all(keys.map(async (key) => readSeal(await world.read(key))));
    const sealed = seals.flatMap((read) => (read.kind === 'bad' ? [] : read.seal.objects));
    expect(sealed.map(({ key }) => key)).toContain(watchedKeyOf(hour));
  });

  it('run again, it changes nothing and tells nothing', async () => {
    const before = await world.keys('');
    const heard = (await hear()).length;
    expect(await run()).toBeNull();
    expect(await world.keys('')).toEqual(before);
    expect((await hear()).length).toBe(heard);
  });
});
