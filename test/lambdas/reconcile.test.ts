import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { sha256Hex } from '../../core/policy/canonical-json.ts';
import { aCall, aCompletion, aReported, aStream, aSubmission } from '../core/judge/records.ts';
import { aReconcile } from './a-reconcile.ts';

const OTHER_DAY = { eventTime: '2026-11-04T09:00:00Z' };

describe('the daily run', () => {
  it('adds nothing where live saw everything', async () => {
    const [one, two] = [aCall(), aReported('eu-west-3', OTHER_DAY)];
    const world = aReconcile();
    await world.live(one, two);
    world.deliver('20261103T1040', one);
    world.deliver('20261104T0910', two);
    const { hours } = await world.run();
    expect(hours).toMatchObject([
      { hour: '2026-11-03T10', state: 'complete', trail: 1, evidence: 1, missing: 0 },
      { hour: '2026-11-04T09', state: 'complete', trail: 1, evidence: 1, missing: 0 },
    ]);
    expect(world.added()).toEqual([]);
    expect(world.messages).toEqual([]);
  });

  it('adds what live missed, marked, with its log file, and does so once', async () => {
    const [seen, missed] = [aCall(), aCall()];
    const world = aReconcile();
    await world.live(seen);
    const file = world.deliver('20261103T1040', seen, missed);
    const { hours } = await world.run();
    const sha256 = sha256Hex(world.logs.get(file) ?? '');
    expect(world.added()).toMatchObject([
      { eventId: missed.eventID, reconciled: { file, sha256 }, judged: { verdict: 'inside' } },
    ]);
    expect(world.evidenceKeys().at(-1)).toMatch(
      /^evidence\/v1\/date=2026-11-05\/hour=03\/reconciled-eu-central-1-[0-9a-f]{64}\.jsonl\.gz$/,
    );
    expect(hours).toMatchObject([{ state: 'complete', trail: 2, evidence: 2 }]);
    expect(world.total('LiveMissed')).toBe(1);
    expect(world.messages).toEqual([]);

    await world.run();
    expect(world.added()).toHaveLength(1);
    expect(world.total('LiveMissed')).toBe(1);
  });

  it('tells what was missed and ran outside, once, and counts it', async () => {
    const missed = aReported('us-east-1');
    const world = aReconcile();
    world.deliver('20261103T1040', missed);
    await world.run();
    await world.run();
    expect(world.messages).toHaveLength(1);
    expect(world.messages[0]?.subject).toContain('OUTSIDE');
    expect(world.total('Outside')).toBe(1);
  });

  it('wakes nobody for a fence that only observes, and counts nothing', async () => {
    const world = aReconcile();
    world.deliver(
      '20261103T1040',
      aReported('us-east-1', {
        recipientAccountId: '444455556666',
        userIdentity: { type: 'AWSService' },
      }),
    );
    await world.run();
    expect(world.added()).toHaveLength(1);
    expect([world.messages.length, world.total('Outside')]).toEqual([0, 0]);
  });

  it("adds a stream's end that live missed: the call is no longer open", async () => {
    const stream = aStream({
      awsRegion: 'eu-central-1',
      requestParameters: { modelId: 'global.anthropic.claude-sonnet-4-6' },
    });
    const world = aReconcile();
    await world.live(stream);
    world.deliver('20261103T1040', stream, aCompletion(stream, 'us-east-1'));
    const { hours } = await world.run();
    expect(world.added()).toMatchObject([{ reading: 'completion' }]);
    expect(world.settled()).toMatchObject([{ verdict: 'outside', inferenceRegion: 'us-east-1' }]);
    expect(hours).toMatchObject([{ state: 'complete', missing: 0, differing: 0 }]);
    expect(world.messages).toHaveLength(1);
  });

  it('adds submissions and corrections too', async () => {
    const call = aCall();
    const correction = aReported('us-east-1', {
      requestID: call.requestID,
      addendum: { reason: 'UPDATED_DATA', originalEventID: call.eventID },
    });
    const world = aReconcile();
    await world.live(call);
    world.deliver('20261103T1040', aSubmission(), call, correction);
    await world.run();
    expect(
      world
        .added()
        .map(({ reading }) => reading)
        .sort(),
    ).toEqual(['call', 'submission']);
    expect(world.settled()).toMatchObject([{ verdict: 'outside' }]);
  });

  it('finds evidence that the trail has no record of', async () => {
    const [real, forged] = [aCall(), aCall()];
    const world = aReconcile();
    await world.live(real, forged);
    world.deliver('20261103T1040', real);
    const { hours, differences } = await world.run();
    expect(hours).toMatchObject([{ state: 'incomplete', trail: 1, evidence: 2, extra: 1 }]);
    expect(differences).toMatchObject([{ kind: 'extra', eventId: forged.eventID }]);
    expect(world.total('Contradicted')).toBe(1);
  });

  it('finds evidence that says another Region than the trail', async () => {
    const real = aReported('us-east-1');
    const world = aReconcile();
    await world.live({ ...real, additionalEventData: { inferenceRegion: 'eu-west-3' } });
    world.deliver('20261103T1040', real);
    const { differences } = await world.run();
    expect(differences).toMatchObject([
      {
        kind: 'differing',
        trail: 'outside, ran in us-east-1',
        evidence: 'inside, ran in eu-west-3',
      },
    ]);
    expect(world.total('Contradicted')).toBe(1);
    expect(world.messages).toHaveLength(1);
  });

  it('finds records in files that were delivered a day and more later', async () => {
    const late = aCall({ eventTime: '2026-11-03T23:58:00Z' });
    const world = aReconcile();
    world.deliver('20261103T1040', aCall());
    world.deliver('20261105T0130', late);
    await world.run();
    expect(world.added().map(({ eventId }) => eventId)).toContain(late.eventID);
  });

  it('leaves alone what is of another day', async () => {
    const world = aReconcile();
    world.deliver('20261103T0010', aCall({ eventTime: '2026-11-02T23:59:59Z' }));
    world.deliver('20261105T0010', aCall({ eventTime: '2026-11-05T00:00:00Z' }));
    const { hours } = await world.run();
    expect([hours, world.added()]).toEqual([[], []]);
  });
});

describe('three states that never look alike', () => {
  it('without a trail nothing is looked at, and nothing is extra', async () => {
    const world = aReconcile();
    await world.live(aCall());
    const { hours, silent } = await world.run(null);
    expect(hours).toMatchObject([{ state: 'not looked at', evidence: 1, extra: 0 }]);
    expect(silent).toMatchObject([
      { sourceRegion: 'eu-central-1', state: 'not looked at', hours: 47 },
    ]);
    expect([world.total('Contradicted'), world.total('NotReconciled')]).toEqual([0, 48]);
  });

  it('without a trail and without evidence, no hour of any account is looked at', async () => {
    const { hours, silent } = await aReconcile().run(null);
    expect(hours).toEqual([]);
    expect(silent).toEqual([
      { accountId: 'all accounts', sourceRegion: 'all Regions', state: 'not looked at', hours: 48 },
    ]);
  });

  it('a day of which the trail has no file is not looked at, though nobody called', async () => {
    const world = aReconcile();
    const call = aCall();
    await world.live(call);
    world.deliver('20261103T1040', call);
    const { silent } = await world.run();
    expect(silent).toMatchObject([{ state: 'not looked at', hours: 24 }]);
  });

  it('a silent hour of which a file cannot be read is incomplete', async () => {
    const world = aReconcile();
    world.deliver('20261104T0010', aCall());
    world.logs.set(world.deliver('20261103T0210'), Buffer.from('broken'));
    const { silent } = await world.run();
    expect(silent).toMatchObject([{ state: 'incomplete', hours: 3 }]);
  });

  it('a Region of which the trail has no file is not looked at', async () => {
    const world = aReconcile();
    const [here, there] = [aCall(), aCall({ awsRegion: 'eu-west-1' })];
    await world.live(here, there);
    world.deliver('20261103T1040', here);
    const { hours } = await world.run();
    expect(hours).toMatchObject([
      { sourceRegion: 'eu-central-1', state: 'complete' },
      { sourceRegion: 'eu-west-1', state: 'not looked at', extra: 0 },
    ]);
  });

  it('an hour that has ended only just is not looked at', async () => {
    const world = aReconcile();
    world.clock.nowMs = Date.parse('2026-11-05T00:30:00Z');
    await world.live(aCall({ eventTime: '2026-11-04T23:10:00Z' }));
    world.deliver('20261104T1200', aCall({ eventTime: '2026-11-04T11:55:00Z' }));
    const { hours } = await world.run();
    expect(hours).toMatchObject([
      { hour: '2026-11-04T11', state: 'complete' },
      { hour: '2026-11-04T23', state: 'not looked at' },
    ]);
  });

  it.each([
    ['is damaged', gzipSync('{"Records":[').subarray(0, 20)],
    ['is no log', Buffer.from('{"Records":[{]}')],
    [
      'holds a record that cannot be understood',
      Buffer.from(JSON.stringify({ Records: [aCall({ awsRegion: 7 })] })),
    ],
  ])('where a file of the trail %s, what came before it is incomplete', async (_, bytes) => {
    const world = aReconcile();
    const call = aCall();
    await world.live(call);
    world.deliver('20261103T1040', call);
    world.logs.set(world.deliver('20261103T1200'), bytes);
    const { hours, unseen } = await world.run();
    expect(unseen).toHaveLength(1);
    expect(hours).toMatchObject([{ state: 'incomplete', missing: 0, extra: 0 }]);
  });

  it('evidence that cannot be read is said, and what it held is added again', async () => {
    const world = aReconcile();
    const call = aCall();
    await world.live(call);
    const [key = ''] = world.evidenceKeys();
    world.objects.set(key, Buffer.from('broken'));
    world.deliver('20261103T1040', call);
    const { unseen } = await world.run();
    expect(unseen).toMatchObject([{ where: key }]);
    expect(world.added()).toHaveLength(1);
  });
});
