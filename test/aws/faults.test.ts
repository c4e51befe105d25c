import { readFileSync } from 'node:fs';
import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { parsePolicy } from '../../core/policy/parse-policy.ts';
import { hourAt } from '../../core/prove/clock-hour.ts';
import { asEvent } from '../../core/watch/as-event.ts';
import { aCall, aReported } from '../core/judge/records.ts';
import { bringBack } from './bring-back.ts';
import { clientOf } from './emulator/client-of.ts';
import { ACCOUNT } from './emulator/emulator-env.ts';
import { type Fault, type FaultyProxy, startFaultyProxy } from './emulator/faulty-proxy.ts';
import { findPython } from './emulator/find-python.ts';
import { killFunctions } from './emulator/kill-functions.ts';
import { putEvents } from './put-events.ts';
import { routeThrough } from './route-through.ts';
import { deployWatcher, HOME, type Watcher } from './watcher.ts';
import { eventually, lookAt } from './world.ts';

const python = await findPython();
const parsed = parsePolicy(readFileSync('samples/geofence.json'));
if (parsed.kind === 'problems') throw new Error('the sample policy is broken');
const { resolved } = parsed;
const CALLS = 'bedrock-geofence-calls';
const DEAD = 'bedrock-geofence-calls-dead-letters';
/** The client tries three times before it gives up. */
const TRIES = 3;
/** Batches of three are done long before, so that what is at work seldom comes again. */
const AGAIN_SECONDS = 5;

describe.skipIf(python.kind === 'missing')('the deployed watcher, when the world fails', () => {
  let watcher: Watcher;
  let proxy: FaultyProxy;
  let world: ReturnType<typeof lookAt>;
  let hear: Awaited<ReturnType<typeof world.listen>>;
  const place = () => ({ endpoint: watcher.emulator.endpoint, region: HOME });

  beforeAll(async () => {
    watcher = await deployWatcher();
    world = lookAt(watcher.emulator.endpoint);
    hear = await world.listen('bedrock-geofence-findings');
    proxy = await startFaultyProxy(watcher.emulator.endpoint);
    await routeThrough(proxy.endpoint, watcher.emulator.endpoint);
    await bringBack(place(), AGAIN_SECONDS);
  });
  afterEach(() => {
    proxy.fault = () => null;
  });
  afterAll(async () => {
    await proxy?.close();
    await watcher?.stop();
  });

  /** Two calls outside and one inside, of a role that nobody else has; their ids begin as told. */
  const callsOf = (role: string, ids = role) => {
    const userIdentity = {
      type: 'AssumedRole',
      accountId: '111122223333',
      arn: `arn:aws:sts::111122223333:assumed-role/${role}/session`,
    };
    const over = { userIdentity };
    return [aReported('us-east-1', over), aReported('us-east-1', over), aCall(over)].map(
      (record, index) => ({
        ...record,
        requestID: `${ids}-${index}`,
        eventID: `${ids}-${index}`,
      }),
    );
  };
  const settledOf = async (role: string) =>
    (await world.settled(resolved)).filter(({ requestId }) => requestId?.startsWith(`${role}-`));
  const drained = () =>
    eventually(
      () => world.waiting(CALLS, HOME),
      (count) => count === 0,
    );
  const toldOf = async (role: string) =>
    (await hear()).filter(({ Subject }) => Subject?.includes(`/${role},`));
  /**
   * Batches at the same moment may each tell the first of a kind, but all that comes after those were
   * acknowledged is told to nobody, for the rest of the clock hour.
   */
  const expectSilence = async (role: string, hour: string) => {
    await putEvents(callsOf(role, `${role}-later`).map(asEvent), place());
    await eventually(
      () => settledOf(role),
      (calls) => calls.length === 6,
    );
    await drained();
    const later = (await toldOf(role)).filter(({ Message }) => Message.includes(`${role}-later-`));
    if (hourAt(Date.now()) === hour) expect(later).toEqual([]);
  };

  const faults: readonly Fault[] = ['500', 'lost', 'silence'];
  const services = ['s3', 'sns', 'monitoring'];
  it.each(services.flatMap((service) => faults.map((fault) => [service, fault] as const)))(
    '%s: %s',
    async (service, fault) => {
      const role = `Role-${service}-${fault}`;
      const hour = hourAt(Date.now());
      const sentBefore = proxy.counts.get('monitoring POST') ?? 0;
      const before = await world.sum('Outside');
      let left = TRIES;
      proxy.fault = (seen) => {
        if (seen.service !== service || left === 0) return null;
        left -= 1;
        return fault;
      };
      await putEvents(callsOf(role).map(asEvent), place());
      await eventually(
        () => settledOf(role),
        (calls) => calls.length === 3,
      );
      await drained();
      expect(left).toBe(0);
      const verdicts = (await settledOf(role)).map(({ verdict }) => verdict).sort();
      expect(verdicts).toEqual(['inside', 'outside', 'outside']);
      expect((await toldOf(role)).length).toBeGreaterThan(0);
      const counted = (await world.sum('Outside')) - before;
      expect(counted).toBeGreaterThanOrEqual(2);
      // A batch counts once for each request that reached CloudWatch, however often it was delivered.
      const sent = (proxy.counts.get('monitoring POST') ?? 0) - sentBefore;
      expect(counted).toBeLessThanOrEqual(2 * sent);
      await expectSilence(role, hour);
    },
  );

  it('the function is killed in mid-batch: its messages come again', async () => {
    const role = 'Role-killed';
    let killed = 0;
    proxy.fault = ({ service, path }) => {
      if (killed > 0 || service !== 's3' || !path.includes('/evidence/')) return null;
      killed = killFunctions(watcher.emulator.pid);
      return 'silence';
    };
    await putEvents(callsOf(role).map(asEvent), place());
    await eventually(
      () => settledOf(role),
      (calls) => calls.length === 3,
    );
    await drained();
    expect(killed).toBeGreaterThan(0);
    expect((await toldOf(role)).length).toBeGreaterThan(0);
  });

  it('every message comes twice: evidence settles into each call once, and it is told once', async () => {
    const role = 'Role-twice';
    const hour = hourAt(Date.now());
    const events = callsOf(role).map(asEvent);
    await putEvents(events, place());
    await drained();
    await putEvents(events, place());
    await drained();
    expect(await settledOf(role)).toHaveLength(3);
    await expectSilence(role, hour);
  });

  it('poison goes into quarantine, and its neighbours are judged', async () => {
    const role = 'Role-poison';
    const before = (await world.keys('quarantine/')).length;
    const sqs = new SQSClient(clientOf(place()));
    const QueueUrl = `${watcher.emulator.endpoint}/${ACCOUNT}/${CALLS}`;
    for (const MessageBody of [
      'no json',
      '{"source":"aws.bedrock"}',
      `{"detail":"${'x'.repeat(250_000)}"}`,
    ]) {
      await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
    }
    await putEvents(callsOf(role).map(asEvent), place());
    await eventually(
      () => settledOf(role),
      (calls) => calls.length === 3,
    );
    await drained();
    expect((await world.keys('quarantine/')).length).toBeGreaterThan(before);
  });

  it('a world that stays broken: after five tries the dead-letter queue holds all that was not judged', async () => {
    const role = 'Role-dead';
    const sqs = new SQSClient(clientOf(place()));
    const queue = (name: string) => `${watcher.emulator.endpoint}/${ACCOUNT}/${name}`;
    await bringBack(place(), 1, 5);
    proxy.fault = ({ service }) => (service === 's3' ? '500' : null);
    await putEvents(callsOf(role).map(asEvent), place());
    await eventually(
      () => world.waiting(DEAD, HOME),
      (count) => count === 3,
    );
    proxy.fault = () => null;
    await bringBack(place(), AGAIN_SECONDS);
    const dead = new ReceiveMessageCommand({ QueueUrl: queue(DEAD), MaxNumberOfMessages: 10 });
    const { Messages = [] } = await sqs.send(dead);
    expect(Messages.map(({ Body = '' }) => JSON.parse(Body).detail.eventID).sort()).toEqual(
      callsOf(role)
        .map(({ eventID }) => eventID)
        .sort(),
    );
    for (const { Body: MessageBody } of Messages)
      await sqs.send(new SendMessageCommand({ QueueUrl: queue(CALLS), MessageBody }));
    await eventually(
      () => settledOf(role),
      (calls) => calls.length === 3,
    );
  });
});
