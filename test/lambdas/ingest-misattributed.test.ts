import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { asEvent } from '../../core/watch/as-event.ts';
import { aCall, aCorrection, aReported } from '../core/judge/records.ts';
import { anIngest, type Faults, messagesOf, NOON } from './an-ingest.ts';

const OURS = '111122223333';
const OTHER = '444455556666';
const inside = (over = {}) => aCall({ recipientAccountId: OURS, ...over });

/** Messages whose envelope is of another account. */
function forged(account: string, ...records: readonly unknown[]) {
  return records.map((record, index) => ({
    id: `forged-${account}-${index}`,
    body: JSON.stringify({ ...asEvent(record), account }),
  }));
}

type World = ReturnType<typeof anIngest>;
const linesOf = (world: World) =>
  world.keys('evidence').flatMap((key) =>
    gunzipSync(world.objects.get(key) ?? '')
      .toString('utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
  );

describe('a record that came in an event of another account', () => {
  it('is judged as ever, marked, told and counted, in the same order of effects', async () => {
    const world = anIngest();
    const failed = await world.start()([...messagesOf(inside()), ...forged(OTHER, inside())]);
    expect([...failed]).toEqual([]);
    expect(world.effects).toEqual([
      'put policies',
      'put evidence',
      'publish',
      'put told',
      'metrics',
    ]);
    const [honest, marked] = linesOf(world);
    expect(honest.misattributed).toBeUndefined();
    expect(marked.misattributed).toEqual({
      stamped: { account: OTHER, region: 'eu-central-1' },
      named: { account: OURS, region: 'eu-central-1' },
    });
    expect(marked.judged).toEqual(honest.judged);
    expect(world.settled().map(({ verdict }) => verdict)).toEqual(['inside', 'inside']);
    expect([world.total('Misattributed'), world.total('Served'), world.total('Told')]).toEqual([
      1, 2, 1,
    ]);
    expect(world.messages[0]?.subject).toBe(
      '[geofence] 1 record names another account or Region than the event',
    );
    expect(world.messages[0]?.body).toContain(
      `1x  stamped ${OTHER} in eu-central-1; the record names prod-chat in eu-central-1`,
    );
    expect(world.logs).toMatchObject([{ misattributed: 1, told: 1 }]);
  });

  it('is told beside what was found in it', async () => {
    const world = anIngest();
    await world.start()(forged(OTHER, aReported('us-east-1', { recipientAccountId: OURS })));
    expect(world.messages.map(({ attributes }) => attributes.verdict)).toEqual([
      'outside',
      'misattributed',
    ]);
    expect(world.total('Outside')).toBe(1);
  });

  it('is told once for each kind and clock hour', async () => {
    const world = anIngest();
    await world.start()(forged(OTHER, inside(), inside()));
    await world.start()(forged(OTHER, inside()));
    expect(world.messages).toHaveLength(1);
    await world.start()(forged('777788889999', inside()));
    expect(world.messages).toHaveLength(2);
    expect(world.messages[1]?.body).not.toContain(OTHER);
    world.clock.nowMs = NOON + 3_600_000;
    await world.start()(forged(OTHER, inside()));
    expect(world.messages).toHaveLength(3);
    expect(world.total('Misattributed')).toBe(5);
  });

  it('a flood of accounts makes one message, and none is lost', async () => {
    const world = anIngest();
    const accounts = Array.from({ length: 500 }, (_, index) => `${100_000_000_000 + index}`);
    await world.start()(accounts.flatMap((account) => forged(account, inside())));
    expect(world.messages).toHaveLength(1);
    expect(world.messages[0]?.body).toContain('and 420 more kinds: see the evidence of this hour');
    expect(world.keys('told')).toHaveLength(500);
    expect(world.total('Misattributed')).toBe(500);
  });

  it.each([
    ['noise', inside({ eventName: 'ListFoundationModels' })],
    ['what cannot be read', inside({ awsRegion: 7 })],
  ])('%s is told and counted too', async (_, record) => {
    const world = anIngest();
    await world.start()(forged(OTHER, record));
    expect(world.messages).toHaveLength(1);
    expect(world.total('Misattributed')).toBe(1);
  });

  it('a correction that is no call is marked in its line', async () => {
    const world = anIngest();
    const call = inside({ eventID: 'e-1' });
    await world.start()(forged(OTHER, aCorrection(call, { eventName: 'ListFoundationModels' })));
    expect(linesOf(world)).toMatchObject([
      { reading: 'stray', corrects: 'e-1', misattributed: { stamped: { account: OTHER } } },
    ]);
  });
});

describe('a fault while it is told, and it comes again', () => {
  const onTold = (fault: 'before' | 'after') => {
    let done = false;
    return (key: string) => {
      if (done || !key.startsWith('told')) return null;
      done = true;
      return fault;
    };
  };
  const once = (fault: 'before' | 'after') => (call: number) => (call === 0 ? fault : null);
  it.each<readonly [string, Faults, number]>([
    ['nobody knows what was told', { has: (_, call) => (call === 0 ? 'before' : null) }, 1],
    ['the message is not sent', { publish: once('before') }, 1],
    ['the message is sent, and nobody says so', { publish: once('after') }, 2],
    ['the marker is not written', { put: onTold('before') }, 2],
    ['the marker is written, and nobody says so', { put: onTold('after') }, 1],
  ])('%s', async (_, faults, messages) => {
    const world = anIngest(faults);
    const honest = messagesOf(inside());
    const strange = forged(OTHER, inside());
    const failed = await world.start()([...honest, ...strange]);
    expect([...failed]).toEqual(strange.map(({ id }) => id));
    expect([world.total('Served'), world.total('Misattributed')]).toEqual([1, 0]);
    expect([...(await world.start()(strange))]).toEqual([]);
    expect([world.total('Served'), world.total('Misattributed')]).toEqual([2, 1]);
    expect(world.messages).toHaveLength(messages);
    expect(world.settled()).toHaveLength(2);
  });
});
