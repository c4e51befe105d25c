import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import {
  aCall,
  aCompletion,
  aCorrection,
  aReported,
  aStream,
  aSubmission,
} from '../core/judge/records.ts';
import { anIngest, FILE, messagesOf, NOON } from './an-ingest.ts';

const outside = (over = {}) => aReported('us-east-1', over);
const CANARY = {
  errorCode: 'AccessDenied',
  userIdentity: {
    type: 'AssumedRole',
    arn: 'arn:aws:sts::111122223333:assumed-role/bedrock-geofence-canary-eu-central-1/bedrock-geofence-canary',
    accountId: '111122223333',
  },
};

describe('one batch', () => {
  it('keeps evidence, tells, counts, and answers, in this order', async () => {
    const world = anIngest();
    const failed = await world.start()(messagesOf(aCall(), outside(), outside()));
    expect([...failed]).toEqual([]);
    expect(world.effects).toEqual([
      'put policies',
      'put evidence',
      'publish',
      'put told',
      'metrics',
    ]);
    expect(
      world
        .settled()
        .map(({ verdict }) => verdict)
        .sort(),
    ).toEqual(['inside', 'outside', 'outside']);
    expect(world.total('Outside')).toBe(2);
    expect(world.total('Records', { SourceRegion: 'eu-central-1' })).toBe(3);
    expect(world.total('Told')).toBe(1);
    expect(world.logs).toMatchObject([
      { level: 'INFO', messages: 3, records: 3, told: 1, failed: 0 },
    ]);
  });

  it('puts evidence under the hour of writing, its source Region, and the hash of its bytes', async () => {
    const world = anIngest();
    await world.start()(messagesOf(aCall({ eventTime: '2026-11-03T09:00:00Z' })));
    expect(world.keys('evidence')).toEqual([
      expect.stringMatching(
        /^evidence\/v1\/date=2026-11-03\/hour=12\/eu-central-1-[0-9a-f]{64}\.jsonl\.gz$/,
      ),
    ]);
    expect(world.keys('policies')).toEqual([
      expect.stringMatching(/^policies\/v1\/[0-9a-f]{64}\.json$/),
    ]);
  });

  it('says in the message who, which model, from where to where', async () => {
    const world = anIngest();
    await world.start()(messagesOf(outside()));
    const [message] = world.messages;
    expect(message?.subject).toBe(
      '[geofence] OUTSIDE eu: prod-chat/ChatBackend, Frankfurt -> N. Virginia, 1 call',
    );
    for (const text of [
      'ChatBackend',
      'team-chat',
      'eu.anthropic.claude-opus-5',
      'us-east-1, US',
      'https://example.com/runbook#outside',
    ]) {
      expect(message?.body).toContain(text);
    }
  });

  it('is silent of the same caller, model and route for the rest of the clock hour', async () => {
    const world = anIngest();
    await world.start()(messagesOf(outside()));
    world.clock.nowMs = NOON + 59 * 60_000;
    await world.start()(messagesOf(outside()));
    expect(world.messages).toHaveLength(1);
    world.clock.nowMs = NOON + 60 * 60_000;
    await world.start()(messagesOf(outside()));
    expect(world.messages).toHaveLength(2);
    expect(world.total('Outside')).toBe(3);
  });

  it.each([
    [
      'another role',
      {
        userIdentity: {
          type: 'IAMUser',
          arn: 'arn:aws:iam::111122223333:user/b',
          accountId: '111122223333',
        },
      },
    ],
    ['another model', { requestParameters: { modelId: 'eu.amazon.nova-pro-v1:0' } }],
    ['another source', { awsRegion: 'eu-west-1' }],
    ['another destination', { additionalEventData: { inferenceRegion: 'us-west-2' } }],
  ])('tells of %s', async (_, over) => {
    const world = anIngest();
    await world.start()(messagesOf(outside(), outside(over)));
    expect(world.messages).toHaveLength(2);
  });
});

describe('what belongs together', () => {
  it('copies within a batch count once, in metrics and in evidence', async () => {
    const world = anIngest();
    const call = outside();
    await world.start()(messagesOf(call, call, { ...call, eventCategory: 'Data' }));
    expect(world.total('Outside')).toBe(1);
    expect(world.settled()).toHaveLength(1);
  });

  it('a stream that waits for its end wakes nobody, and its end is judged when it comes', async () => {
    const world = anIngest();
    const stream = aStream({
      requestParameters: { modelId: 'global.anthropic.claude-sonnet-4-6' },
    });
    await world.start()(messagesOf(stream));
    expect(world.messages).toEqual([]);
    expect(world.total('OpenStreams')).toBe(1);
    expect(world.total('Undecided')).toBe(0);
    await world.start()(messagesOf(aCompletion(stream, 'ap-southeast-4')));
    expect(world.messages).toHaveLength(1);
    expect(world.total('Outside')).toBe(1);
    expect(world.settled()).toMatchObject([
      { verdict: 'outside', inferenceRegion: 'ap-southeast-4' },
    ]);
  });

  it('a stream and its end in one batch are one call', async () => {
    const world = anIngest();
    const stream = aStream();
    await world.start()(messagesOf(stream, aCompletion(stream, 'us-east-1')));
    expect(world.total('Outside')).toBe(1);
    expect(world.total('Served')).toBe(1);
  });

  it('a correction replaces what it corrects, also where it comes later', async () => {
    const world = anIngest();
    const call = outside();
    await world.start()(messagesOf(call));
    await world.start()(
      messagesOf(aCorrection(call, { additionalEventData: { inferenceRegion: 'eu-west-1' } })),
    );
    expect(world.settled()).toMatchObject([{ verdict: 'inside', inferenceRegion: 'eu-west-1' }]);
  });

  it('a correction that is no call any more leaves the call in doubt', async () => {
    const world = anIngest();
    const call = aCall();
    await world.start()(messagesOf(call, aCorrection(call, { eventName: 'ListFoundationModels' })));
    expect(world.settled()).toMatchObject([{ verdict: 'undecided' }]);
    expect(world.total('Undecided')).toBe(1);
  });
});

describe('who is not told', () => {
  it('of a fence that observes: same verdict, same evidence, same routes, no total, no message', async () => {
    const world = anIngest();
    await world.start()(
      messagesOf(outside({ recipientAccountId: '444455556666', userIdentity: {} })),
    );
    expect(world.messages).toEqual([]);
    expect(world.total('Outside')).toBe(0);
    expect(world.total('Exposed')).toBe(0);
    const route = {
      SourceRegion: 'eu-central-1',
      InferenceRegion: 'us-east-1',
      Verdict: 'outside',
    };
    expect(world.total('Calls', route)).toBe(1);
    expect(world.settled()).toMatchObject([{ verdict: 'outside', observed: true }]);
  });

  it('of the canary: it arrived, and counts nowhere else', async () => {
    const world = anIngest();
    await world.start()(messagesOf(aCall(CANARY)));
    expect(world.total('CanaryArrived', { SourceRegion: 'eu-central-1' })).toBe(1);
    expect(world.total('Denied')).toBe(0);
    expect(world.total('NotServed', { Refusal: 'denied' })).toBe(0);
    expect(world.settled()).toMatchObject([{ verdict: 'not-served' }]);
  });

  it.each(['ThrottlingException', 'ValidationException', 'ResourceNotFoundException'])(
    'the canary arrived whatever refused it: %s',
    async (errorCode) => {
      const world = anIngest();
      await world.start()(messagesOf(aCall({ ...CANARY, errorCode })));
      expect(world.total('CanaryArrived', { SourceRegion: 'eu-central-1' })).toBe(1);
    },
  );

  it('a call of its role that ran is judged like any other', async () => {
    const world = anIngest();
    await world.start()(messagesOf(outside({ userIdentity: CANARY.userIdentity })));
    expect(world.total('CanaryArrived', { SourceRegion: 'eu-central-1' })).toBe(0);
    expect(world.messages).toHaveLength(1);
  });
});

describe('what cannot be understood', () => {
  it.each([
    ['no JSON', '{"detail":'],
    ['no envelope', '[]'],
    ['an envelope without detail', '{"source":"aws.bedrock"}'],
    ['a detail that is no object', '{"detail":"x"}'],
    ['a record that cannot be read', JSON.stringify({ detail: aCall({ awsRegion: 7 }) })],
    ['a megabyte of nothing', `{"detail":"${'x'.repeat(1_000_000)}"}`],
    ['nesting without end', `{"detail":${'['.repeat(100_000)}`],
  ])('%s is kept as it came, counted, and does not come again', async (_, body) => {
    const world = anIngest();
    const failed = await world.start()([{ id: 'bad', body }, ...messagesOf(outside())]);
    expect([...failed]).toEqual([]);
    expect(world.total('Unreadable')).toBe(1);
    expect(world.total('Outside')).toBe(1);
    const [key = ''] = world.keys('quarantine');
    const line = JSON.parse(gunzipSync(world.objects.get(key) ?? '').toString('utf8'));
    expect(line).toMatchObject({
      schema: 'quarantine/1',
      body,
      problem: expect.stringMatching(/\S/),
    });
  });

  it('a kind that nobody knows is kept and counted apart', async () => {
    const world = anIngest();
    const odd = aCall({
      eventName: 'Odd',
      requestParameters: {},
      tlsDetails: { clientProvidedHostHeader: 'bedrock-runtime.eu-central-1.amazonaws.com' },
    });
    await world.start()(messagesOf(odd));
    expect([world.total('Unrecognised'), world.total('Unreadable')]).toEqual([1, 0]);
    expect(world.keys('quarantine')).toHaveLength(1);
  });

  it('noise leaves no trace but a line in the log', async () => {
    const world = anIngest();
    await world.start()(messagesOf(aCall({ eventName: 'ListFoundationModels' })));
    expect(world.keys('evidence')).toEqual([]);
    expect(world.total('Records', { SourceRegion: 'eu-central-1' })).toBe(0);
  });
});

describe('times that CloudWatch refuses', () => {
  it.each([
    ['15 days old', '2026-10-19T12:00:00Z', NOON],
    ['three hours ahead', '2026-11-03T15:00:00Z', NOON],
    ['not readable', 'yesterday', NOON],
    ['13 days old: its own', '2026-10-21T12:00:30Z', Date.parse('2026-10-21T12:00:00Z')],
    ['an hour ahead: its own', '2026-11-03T13:00:30Z', NOON + 3_600_000],
  ])('%s', async (_, eventTime, expected) => {
    const world = anIngest();
    await world.start()(messagesOf(outside({ eventTime })));
    const routes = world.data.filter(({ name }) => name === 'Calls');
    expect(new Set(routes.map(({ timeMs }) => timeMs))).toEqual(new Set([expected]));
    expect(world.data.find(({ name }) => name === 'Outside')?.timeMs).toBe(NOON);
  });
});

describe('a hostile batch', () => {
  it('2,000 Regions that nobody knows are one series, and none is lost', async () => {
    const world = anIngest();
    const records = Array.from({ length: 2000 }, (_, index) =>
      aReported(`xx-mars-${index}`, {
        awsRegion: `yy-venus-${index}`,
        requestParameters: { modelId: `модель-${index}` },
      }),
    );
    const failed = await world.start()(messagesOf(...records));
    expect([...failed]).toEqual([]);
    expect(world.settled()).toHaveLength(2000);
    expect(new Set(world.settled().map(({ verdict }) => verdict))).toEqual(new Set(['undecided']));
    expect(world.data.length).toBeLessThan(60);
    for (const { dimensions } of world.data) {
      for (const value of Object.values(dimensions)) expect(value).toMatch(/^[\x21-\x7e]+$/);
    }
    expect(world.total('Undecided')).toBe(2000);
    expect(world.messages).toHaveLength(20);
    expect(world.messages.at(-1)?.subject).toContain('1981 more kinds of findings');
    expect(world.keys('told')).toHaveLength(2000);
  });

  it('known zones without end stay under the cap, and the rest is "other"', async () => {
    const world = anIngest();
    const records = Array.from({ length: 400 }, (_, index) =>
      aReported(`eu-central-1-waw-${index}a`),
    );
    await world.start()(messagesOf(...records));
    const routes = world.data.filter(({ dimensions }) => dimensions.InferenceRegion !== undefined);
    expect(routes.length).toBeLessThanOrEqual(151);
    expect(world.total('SeriesOverflow')).toBe(250);
    const sum = routes.reduce((all, { counts }) => all + (counts[0] ?? 0), 0);
    expect(sum).toBe(400);
  });
});

it('says which waivers end within 14 days', async () => {
  const waiver = (id: string, until: string) => ({
    ...{ id, regions: ['us-east-1'], reason: 'r', owner: 'a', approvedBy: 'b', ticket: 'T' },
    ...{ from: '2026-10-01', until },
  });
  const waivers = [
    waiver('W-1', '2026-11-02'),
    waiver('W-2', '2026-11-10'),
    waiver('W-3', '2027-01-01'),
  ];
  const world = anIngest({}, { ...FILE, waivers });
  await world.start()(messagesOf(aCall()));
  expect(world.total('WaiversEnding')).toBe(1);
});

it('counts work whose Region no record will name, and that it may leave', async () => {
  const world = anIngest();
  await world.start()(
    messagesOf(
      aSubmission({ requestParameters: { modelId: 'global.anthropic.claude-sonnet-4-6' } }),
    ),
  );
  expect([world.total('NeverRecorded'), world.total('Exposed')]).toEqual([1, 1]);
});
