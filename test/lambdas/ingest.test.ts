import { describe, expect, it } from 'vitest';
import { aCall, aCompletion, aCorrection, aReported, aStream } from '../core/judge/records.ts';
import { anIngest, messagesOf, NOON } from './an-ingest.ts';

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
