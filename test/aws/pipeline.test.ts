import { readFileSync } from 'node:fs';
import { GetObjectRetentionCommand, HeadObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLedger } from '../../core/judge/ledger.ts';
import { readRecord } from '../../core/judge/read-record.ts';
import type { Line, Reading } from '../../core/judge/reading.ts';
import { parsePolicy } from '../../core/policy/parse-policy.ts';
import { asEvent } from '../../core/watch/as-event.ts';
import { CALLS_PATTERN } from '../../core/watch/calls-pattern.ts';
import { matchesPattern } from '../../core/watch/matches-pattern.ts';
import { misattributionOf } from '../../core/watch/misattribution.ts';
import { ACCOUNT } from './emulator/emulator-env.ts';
import { findPython } from './emulator/find-python.ts';
import { putEvents } from './put-events.ts';
import { type Event, sampleEvents } from './sample-events.ts';
import { deployWatcher, HOME, SOURCES, type Watcher } from './watcher.ts';
import { eventually, lookAt } from './world.ts';

const python = await findPython();
if (python.kind === 'missing') console.log(`skipped: ${python.reason}`);

const parsed = parsePolicy(readFileSync('samples/geofence.json'));
if (parsed.kind === 'problems') throw new Error('the sample policy is broken');
const { resolved, sha256 } = parsed;
const CALLS = 'bedrock-geofence-calls';

describe.skipIf(python.kind === 'missing')('the deployed watcher, on the sample day', () => {
  let watcher: Watcher;
  let world: ReturnType<typeof lookAt>;
  let hear: Awaited<ReturnType<typeof world.listen>>;
  let matching: readonly Event[];
  /** What matches and can be understood. */
  let lines: readonly Line[];

  beforeAll(async () => {
    watcher = await deployWatcher();
    console.log(watcher.notes.join('\n'));
    world = lookAt(watcher.emulator.endpoint);
    hear = await world.listen('bedrock-geofence-findings');
    const events = await sampleEvents();
    matching = events.filter((event) => matchesPattern(CALLS_PATTERN, event));
    lines = matching.map(({ detail }) => readRecord(detail)).flatMap(lineOf);
    const { endpoint } = watcher.emulator;
    for (const region of SOURCES) {
      const here = events.filter((event) =>
        region === HOME ? event.region !== SOURCES[1] : event.region === region,
      );
      await putEvents(here, { endpoint, region });
    }
    for (const region of SOURCES) {
      await eventually(
        () => world.waiting(CALLS, region),
        (count) => count === 0,
      );
    }
  });
  afterAll(() => watcher?.stop());

  it('keeps evidence of every call, which says what an audit says', async () => {
    const ledger = createLedger();
    for (const { detail } of matching) ledger.add(readRecord(detail));
    const audited = [...ledger.settle(resolved)].flatMap(({ call }) => call ?? []);
    const answer = (call: (typeof audited)[number]) =>
      JSON.stringify([call.key, call.verdict, call.inferenceRegion, call.basis, call.because]);
    const settled = await eventually(
      () => world.settled(resolved),
      (calls) => calls.length === audited.length,
    );
    expect(settled.map(answer).sort()).toEqual(audited.map(answer).sort());
    expect(settled.length).toBeGreaterThan(300);
  });

  it('keeps a line of each record that matches the rule, and of nothing else', async () => {
    const ids = new Set(await world.eventIds());
    expect([...ids].sort()).toEqual([...new Set(lines.map(({ eventId }) => eventId))].sort());
  });

  it('locks every object, checks it, and names it by its hash', async () => {
    const [key = ''] = await world.keys('evidence/');
    const { s3, bucket: Bucket } = world;
    const { Retention } = await s3.send(new GetObjectRetentionCommand({ Bucket, Key: key }));
    expect(Retention?.Mode).toBe('GOVERNANCE');
    const days = (Number(Retention?.RetainUntilDate) - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(399);
    const head = await s3.send(
      new HeadObjectCommand({ Bucket, Key: key, ChecksumMode: 'ENABLED' }),
    );
    const named = /-([0-9a-f]{64})\.jsonl\.gz$/.exec(key)?.[1] ?? '';
    expect(Buffer.from(head.ChecksumSHA256 ?? '', 'base64').toString('hex')).toBe(named);
  });

  it('keeps the policy that judged', async () => {
    expect(await world.keys('policies/')).toEqual([`policies/v1/${sha256}.json`]);
  });

  it('counts what alarms read: never too few, and too many only as far as the docs say', async () => {
    const settled = await world.settled(resolved);
    const enforced = settled.filter(({ observed }) => !observed);
    const outside = enforced.filter(({ verdict }) => verdict === 'outside').length;
    const repeated = matching.length - settled.length;
    const counted = await world.sum('Outside');
    const records = await Promise.all(
      [...SOURCES, 'other'].map((SourceRegion) => world.sum('Records', { SourceRegion })),
    );
    const deliveredAgain = records.reduce((all, sum) => all + sum) - lines.length;
    expect(deliveredAgain).toBeGreaterThanOrEqual(0);
    expect(counted).toBeGreaterThanOrEqual(outside);
    expect(counted).toBeLessThanOrEqual(outside + repeated + deliveredAgain);
  });

  it('rings', async () => {
    const state = (id: string) => () => world.alarmState(`bedrock-geofence-home-${id}`);
    for (const id of ['outside', 'undecided', 'exposure', 'unreadable', 'unrecognised']) {
      await eventually(state(id), (value) => value === 'ALARM');
    }
  });

  it('tells people of each caller, model and route', async () => {
    const markers = await world.keys('told/');
    const heard = await eventually(hear, (messages) => messages.length >= markers.length);
    expect(markers.length).toBeGreaterThan(5);
    expect(heard.map(({ Subject }) => Subject)).toContainEqual(
      expect.stringContaining('OUTSIDE eu: prod-chat/ChatBackend, Frankfurt -> Melbourne, '),
    );
  });

  it('tells people of tampering, by way of the home bus (the emulator crosses no Region)', async () => {
    const record = {
      eventSource: 'events.amazonaws.com',
      eventName: 'DisableRule',
      eventType: 'AwsApiCall',
      eventID: 'tamper-1',
      eventTime: '2026-11-03T10:31:07Z',
      awsRegion: HOME,
      userIdentity: { arn: 'arn:aws:iam::111122223333:user/mallory' },
      requestParameters: { name: 'bedrock-geofence-calls' },
    };
    const { endpoint } = watcher.emulator;
    await putEvents([asEvent(record)], { endpoint, region: HOME });
    const heard = await eventually(hear, (messages) =>
      messages.some(({ Message }) => Message.includes('DisableRule')),
    );
    const told = heard.find(({ Message }) => Message.includes('DisableRule'));
    expect(told?.Message).toContain(HOME);
    expect(told?.Message).toContain('user/mallory');
  });

  it('tells machines of an alarm of a Region, by the same way', async () => {
    const hearMachines = await world.listen('bedrock-geofence-alarms');
    const { endpoint } = watcher.emulator;
    const change = {
      ...asEvent({}),
      source: 'aws.cloudwatch',
      'detail-type': 'CloudWatch Alarm State Change',
      detail: { alarmName: `bedrock-geofence-${HOME}-dead-letters`, state: { value: 'ALARM' } },
    };
    await putEvents([change], { endpoint, region: HOME });
    await eventually(hearMachines, (messages) =>
      messages.some(({ Message }) => Message.includes(`${HOME}-dead-letters`)),
    );
  });

  it('marks, counts and tells what the bus stamped with another account or Region', async () => {
    const foreign = matching.filter((event) => {
      const region = event.region === SOURCES[1] ? event.region : HOME;
      const isOdd = misattributionOf({ ...event, account: ACCOUNT, region }) !== null;
      return isOdd && 'line' in readRecord(event.detail);
    });
    const lines = await world.lines();
    const marked = lines.filter((line) => line.kind === 'line' && line.misattribution !== null);
    expect(foreign.length).toBeGreaterThan(100);
    expect(marked.length).toBeGreaterThanOrEqual(foreign.length);
    expect(marked.length).toBeLessThan(lines.length);
    expect(await world.sum('Misattributed')).toBeGreaterThanOrEqual(foreign.length);
    await eventually(hear, (messages) =>
      messages.some(({ Subject }) => Subject?.includes('another account or Region')),
    );
    await eventually(
      () => world.alarmState('bedrock-geofence-home-misattributed'),
      (value) => value === 'ALARM',
      90_000,
    );
  });

  it('puts into quarantine what it cannot understand, and leaves nothing in a dead-letter queue', async () => {
    expect((await world.keys('quarantine/')).length).toBeGreaterThan(0);
    for (const region of SOURCES) {
      expect(await world.waiting('bedrock-geofence-calls-dead-letters', region)).toBe(0);
      expect(await world.waiting('bedrock-geofence-rule-dead-letters', region)).toBe(0);
    }
  });
});

function lineOf(reading: Reading): readonly Line[] {
  return 'line' in reading ? [reading.line] : [];
}
