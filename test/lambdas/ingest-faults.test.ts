import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeCalls } from '../core/judge/judge-records.ts';
import { aPerturbedRecord } from '../core/judge/perturb.ts';
import { aCall, aReported } from '../core/judge/records.ts';
import { anIngest, type Fault, type Faults, messagesOf } from './an-ingest.ts';

type Message = ReturnType<typeof messagesOf>[number];

/** What SQS does: brings back whatever failed, or all of it where the process died. */
async function deliver(world: ReturnType<typeof anIngest>, messages: readonly Message[]) {
  let left = messages;
  let ingest = world.start();
  let rounds = 0;
  for (; left.length > 0 && rounds < 200; rounds += 1) {
    const failed = await ingest(left).catch(() => null);
    if (failed === null) ingest = world.start();
    left = failed === null ? left : left.filter(({ id }) => failed.has(id));
  }
  expect(left).toEqual([]);
  return rounds;
}

const once = (fault: Fault) => (call: number) => (call === 0 ? fault : null);
const onKey = (folder: string, fault: Fault) => {
  let done = false;
  return (key: string) => {
    if (done || !key.startsWith(folder)) return null;
    done = true;
    return fault;
  };
};

describe('one fault, and the messages come again', () => {
  it.each<readonly [string, Faults, { readonly messages: number; readonly outside: number }]>([
    ['the policy is not kept', { put: onKey('policies', 'before') }, { messages: 1, outside: 2 }],
    ['evidence is not kept', { put: onKey('evidence', 'before') }, { messages: 1, outside: 2 }],
    [
      'evidence is kept, and nobody says so',
      { put: onKey('evidence', 'after') },
      { messages: 1, outside: 2 },
    ],
    [
      'nobody knows what was told',
      { has: (_, call) => (call === 0 ? 'before' : null) },
      { messages: 1, outside: 2 },
    ],
    ['the message is not sent', { publish: once('before') }, { messages: 1, outside: 2 }],
    [
      'the message is sent, and nobody says so',
      { publish: once('after') },
      { messages: 2, outside: 2 },
    ],
    ['the marker is not written', { put: onKey('told', 'before') }, { messages: 2, outside: 2 }],
    [
      'the marker is written, and nobody says so',
      { put: onKey('told', 'after') },
      { messages: 1, outside: 2 },
    ],
    ['metrics are refused', { publishMetrics: once('before') }, { messages: 1, outside: 2 }],
    [
      'metrics are counted, and nobody says so',
      { publishMetrics: once('after') },
      { messages: 1, outside: 4 },
    ],
  ])('%s', async (_, faults, expected) => {
    const world = anIngest(faults);
    const rounds = await deliver(
      world,
      messagesOf(aReported('us-east-1'), aReported('us-east-1'), aCall()),
    );
    expect(rounds).toBe(2);
    expect(world.messages).toHaveLength(expected.messages);
    expect(world.total('Outside')).toBe(expected.outside);
    expect(world.settled()).toHaveLength(3);
    expect(world.logs).toContainEqual(expect.objectContaining({ level: 'ERROR' }));
  });

  it('quarantine fails: only what is strange comes again, and counts once', async () => {
    const world = anIngest({ put: onKey('quarantine', 'before') });
    const messages = [{ id: 'bad', body: '{' }, ...messagesOf(aCall(), aReported('us-east-1'))];
    const failed = await world.start()(messages);
    expect([...failed]).toEqual(['bad']);
    await deliver(world, messages.slice(0, 1));
    expect([world.total('Unreadable'), world.total('Outside')]).toEqual([1, 1]);
  });

  it('one of two findings cannot be told: the other is, and counts once', async () => {
    const world = anIngest({ publish: once('before') });
    const messages = messagesOf(aReported('us-east-1'), aReported('us-west-2'), aCall());
    const failed = await world.start()(messages);
    expect(failed.size).toBe(1);
    await deliver(
      world,
      messages.filter(({ id }) => failed.has(id)),
    );
    expect(world.messages).toHaveLength(2);
    expect(world.total('Outside')).toBe(2);
    expect(world.total('Served')).toBe(3);
  });

  it('evidence, markers and quarantine are the same after every message came twice', async () => {
    const messages = [{ id: 'bad', body: '{' }, ...messagesOf(aReported('us-east-1'), aCall())];
    const [one, two] = [anIngest(), anIngest()];
    await one.start()(messages);
    await two.start()(messages);
    await two.start()(messages);
    expect([...two.objects.keys()].sort()).toEqual([...one.objects.keys()].sort());
    expect(two.messages).toHaveLength(1);
  });
});

describe('any faults', () => {
  const fault = fc.constantFrom<Fault>(null, null, null, 'before', 'after');
  const faults = fc.array(fault, { maxLength: 30 });

  it('leave the evidence that an audit would give, every finding told, and nothing lost from metrics', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(aPerturbedRecord, { minLength: 1, maxLength: 12 }),
        fc.record({ put: faults, has: faults, publish: faults, publishMetrics: faults }),
        fc.integer({ min: 1, max: 12 }),
        async (records, plan, size) => {
          const world = anIngest({
            put: (_, call) => plan.put[call] ?? null,
            has: (_, call) => plan.has[call] ?? null,
            publish: (call) => plan.publish[call] ?? null,
            publishMetrics: (call) => plan.publishMetrics[call] ?? null,
          });
          const messages = messagesOf(...records);
          for (let from = 0; from < messages.length; from += size) {
            await deliver(world, messages.slice(from, from + size));
          }
          const audited = judgeCalls(records, world.policy);
          const answer = ({ key, verdict, inferenceRegion, basis }: (typeof audited)[number]) =>
            `${key} ${verdict} ${inferenceRegion} ${basis}`;
          const hasId = ({ eventId, requestId }: (typeof audited)[number]) =>
            eventId !== null || requestId !== null;
          const settled = world.settled();
          expect(settled.filter(hasId).map(answer).sort()).toEqual(
            audited.filter(hasId).map(answer).sort(),
          );
          // A record without any id is never merged, not even with itself when it comes again.
          expect(settled.length).toBeGreaterThanOrEqual(audited.length);

          const found = audited.filter(
            ({ verdict, observed }) => verdict === 'outside' && !observed,
          );
          if (size >= records.length) {
            expect(world.total('Outside')).toBeGreaterThanOrEqual(found.length);
            if (found.length > 0) expect(world.messages.length).toBeGreaterThan(0);
          }
        },
      ),
      { numRuns: process.env.DEEP ? 2000 : 150 },
    );
  });
});
