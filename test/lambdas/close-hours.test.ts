import { describe, expect, it } from 'vitest';
import { closedKeyOf } from '../../core/tell/closed-key.ts';
import { tellGroups } from '../../core/tell/tell-groups.ts';
import { toldKeyOf, toldMarker } from '../../core/tell/told-marker.ts';
import { closeHours } from '../../lambdas/seal/close-hours.ts';
import { findFindings } from '../../lambdas/seal/find-findings.ts';
import { createPolicies } from '../../lambdas/seal/policies.ts';
import { aCall, aCompletion, aCorrection, aReported, aStream } from '../core/judge/records.ts';
import { anHour } from './an-hour.ts';
import { canaryOf } from './an-organization.ts';

const HOUR = '2026-11-03T10';
const NOW = Date.parse('2026-11-03T11:35:00Z');
const outside = () => aReported('us-east-1');
/** From London `eu.` may stay there: only its end can say. */
const openStream = () => aStream({ awsRegion: 'eu-west-2' });

type Record = ReturnType<typeof aCall>;
type Correct = (stream: Record, end: Record) => { before: Record[]; after: Record[] };

/** Each is inside when its records are judged one by one. */
const CORRECTED: readonly (readonly [string, Correct, string])[] = [
  [
    'a correction of an event that another call shares',
    (stream) => {
      const shared = { eventID: stream.eventID, awsRegion: stream.awsRegion };
      const other = aReported('eu-west-1', shared);
      const over = { requestID: 'another', eventID: 'correction' };
      return { before: [other], after: [aCorrection(other, over)] };
    },
    '2026-11-03T11',
  ],
  [
    'a correction from another source Region',
    (stream) => {
      const over = { requestID: 'another', awsRegion: 'eu-west-1' };
      return { before: [], after: [aCorrection(stream, over)] };
    },
    HOUR,
  ],
  [
    'a second end in another Region that is allowed',
    (stream) => ({ before: [], after: [aCompletion(stream, 'eu-west-3')] }),
    HOUR,
  ],
];

/** As ingest marked it: the first so many findings of the hour were told at once. */
async function markTold(hour: ReturnType<typeof anHour>, calls: number) {
  const policyOf = createPolicies(hour.ports);
  const { found } = await findFindings(HOUR, HOUR, policyOf, hour.ports);
  const [group] = tellGroups(found.slice(0, calls), Date.parse(`${HOUR}:31:00Z`));
  if (group === undefined) throw new Error('nothing was found');
  await hour.ports.put(toldKeyOf(group), Buffer.from(toldMarker(group, NOW)));
}

describe('closing an hour', () => {
  it('tells streams that stayed undecided, and counts them once', async () => {
    const hour = anHour(NOW);
    hour.keep(HOUR, openStream(), openStream());
    expect(await closeHours(hour.settings, hour.ports)).toContain(HOUR);
    expect(hour.messages).toHaveLength(1);
    expect(hour.messages[0]?.subject).toContain('UNDECIDED');
    expect(hour.messages[0]?.subject).toContain('2 calls');
    expect(hour.total('Undecided')).toBe(2);

    expect(await closeHours(hour.settings, hour.ports)).toEqual([]);
    expect(hour.messages).toHaveLength(1);
    expect(hour.total('Undecided')).toBe(2);
  });

  it.each([HOUR, '2026-11-03T11'])('takes the end of a stream from the hour %s', async (later) => {
    const hour = anHour(NOW);
    const stream = openStream();
    hour.keep(HOUR, stream);
    hour.keep(later, aCompletion(stream, 'eu-west-1'));
    await closeHours(hour.settings, hour.ports);
    expect(hour.messages).toEqual([]);
    expect(hour.total('Undecided')).toBe(0);
  });

  it.each(CORRECTED)('tells a stream whose end is in doubt: %s', async (_, correct, later) => {
    const hour = anHour(NOW);
    const stream = openStream();
    const end = aCompletion(stream, 'eu-west-1');
    const { before, after } = correct(stream, end);
    hour.keep(HOUR, ...before, stream, end);
    hour.keep(later, ...after);
    await closeHours(hour.settings, hour.ports);
    expect(hour.messages.map(({ subject }) => subject).join()).toContain('UNDECIDED');
    expect(hour.total('Undecided')).toBe(1);
  });

  it('tells no stream whose end a correction of another call leaves alone', async () => {
    const hour = anHour(NOW);
    const [stream, other] = [openStream(), aReported('eu-west-1')];
    hour.keep(HOUR, stream, aCompletion(stream, 'eu-west-1'), other, aCorrection(other));
    await closeHours(hour.settings, hour.ports);
    expect(hour.messages).toEqual([]);
  });

  it('tells of records in events of another account, once, where ingest did not', async () => {
    const hour = anHour(NOW);
    hour.keepStamped(HOUR, '444455556666', aCall(), aCall());
    await closeHours(hour.settings, hour.ports);
    expect(hour.messages.map(({ subject }) => subject)).toEqual([
      '[geofence] 2 records name another account or Region than the event',
    ]);
    const [marker] = [...hour.objects.keys()].filter((key) => key.includes('/misattributed-'));
    expect(marker).toContain('told/v1/date=2026-11-03/');

    const told = anHour(NOW);
    told.objects.set(marker ?? '', { bytes: new Uint8Array(), writtenMs: NOW });
    told.keepStamped(HOUR, '444455556666', aCall());
    await closeHours(told.settings, told.ports);
    expect(told.messages).toEqual([]);
  });

  it('counts refusals by caller, the canary not among them', async () => {
    const hour = anHour(NOW);
    const refused = { errorCode: 'AccessDenied' };
    hour.keep(HOUR, aCall(refused), aCall(refused), canaryOf('111122223333'));
    await closeHours(hour.settings, hour.ports);
    expect(hour.total('Denied', { Caller: 'ChatBackend' })).toBe(2);
    expect(hour.data.filter(({ name }) => name === 'Denied')).toHaveLength(1);
  });

  it('says how many followed after people were told', async () => {
    const hour = anHour(NOW);
    hour.keep(HOUR, outside(), outside());
    hour.keep(HOUR, outside());
    await markTold(hour, 2);
    await closeHours(hour.settings, hour.ports);
    expect(hour.messages.map(({ subject }) => subject)).toEqual([
      '[geofence] 1 more calls in the hour from 10:00Z, of 1 kinds that you were told of',
    ]);
    expect(hour.messages[0]?.body).toContain('OUTSIDE 3x  prod-chat/ChatBackend');
    expect(hour.messages[0]?.body).toContain('of which 2 were told at once');
    expect(hour.total('Undecided')).toBe(0);
  });

  it('is silent where everything was told', async () => {
    const hour = anHour(NOW);
    hour.keep(HOUR, outside(), outside());
    await markTold(hour, 2);
    await closeHours(hour.settings, hour.ports);
    expect(hour.messages).toEqual([]);
    expect(hour.objects.has(closedKeyOf(HOUR))).toBe(true);
  });

  it('tells what nobody was told of', async () => {
    const hour = anHour(NOW);
    hour.keep(HOUR, outside());
    await closeHours(hour.settings, hour.ports);
    expect(hour.messages[0]?.subject).toContain('OUTSIDE');
  });

  it('tells nobody of a fence that observes', async () => {
    const hour = anHour(NOW);
    const userIdentity = { type: 'IAMUser', accountId: '444455556666' };
    hour.keep(HOUR, aReported('us-east-1', { recipientAccountId: '444455556666', userIdentity }));
    await closeHours(hour.settings, hour.ports);
    expect(hour.messages.map(({ subject }) => subject)).toEqual([]);
  });

  it('says whose calls were refused so often that the alarm rang', async () => {
    const refusedOf = (count: number, over = {}) =>
      Array.from({ length: count }, () => aCall({ errorCode: 'AccessDenied', ...over }));
    const hour = anHour(NOW);
    hour.keep(HOUR, ...refusedOf(19));
    await closeHours(hour.settings, hour.ports);
    expect(hour.messages).toEqual([]);

    const more = anHour(NOW);
    const canary = 'arn:aws:sts::111122223333:assumed-role/bedrock-geofence-canary-eu-west-1/c';
    const userIdentity = { type: 'AssumedRole', accountId: '111122223333', arn: canary };
    more.keep(HOUR, ...refusedOf(21), ...refusedOf(5, { userIdentity }));
    await closeHours(more.settings, more.ports);
    expect(more.messages.map(({ subject }) => subject)).toEqual([
      '[geofence] 21 calls refused in the hour from 10:00Z, by 1 callers',
    ]);
    expect(more.messages[0]?.body).toContain('21x  prod-chat/ChatBackend');
  });

  it('waits for half an hour, and comes back for a day', async () => {
    const hour = anHour(Date.parse('2026-11-03T11:29:00Z'));
    hour.keep('2026-11-01T08', outside());
    expect((await closeHours(hour.settings, hour.ports)).at(-1)).toBe('2026-11-03T09');
    hour.clock.nowMs = Date.parse('2026-11-03T13:35:00Z');
    const closed = await closeHours(hour.settings, hour.ports);
    expect(closed).toEqual(['2026-11-03T10', '2026-11-03T11', '2026-11-03T12']);
    hour.clock.nowMs = Date.parse('2026-11-06T13:35:00Z');
    expect(await closeHours(hour.settings, hour.ports)).toHaveLength(24);
  });

  it('looks at no hour before the first evidence', async () => {
    const hour = anHour(NOW);
    expect(await closeHours(hour.settings, hour.ports)).toEqual([]);
    hour.keep('2026-11-03T09', outside());
    const closed = await closeHours(hour.settings, hour.ports);
    expect(closed).toEqual(['2026-11-03T09', '2026-11-03T10']);
  });

  it('rejects where the policy that judged is not kept, or is another', async () => {
    const hour = anHour(NOW);
    hour.keep(HOUR, outside());
    const [policy = ''] = [...hour.objects.keys()].filter((key) => key.startsWith('policies/'));
    hour.objects.set(policy, { bytes: Buffer.from('{}'), writtenMs: NOW });
    await expect(closeHours(hour.settings, hour.ports)).rejects.toThrow(
      'is not what its name says',
    );
    hour.objects.delete(policy);
    await expect(closeHours(hour.settings, hour.ports)).rejects.toThrow('cannot be judged again');
  });
});

describe('whatever fails while an hour is closed', () => {
  const records = [openStream(), outside(), outside()];
  const calls = 60;
  it.each(['before', 'after'] as const)(
    '%s its effect: a second run tells everything',
    async (at) => {
      for (let broken = 0; broken < calls; broken += 1) {
        let seen = 0;
        const hour = anHour(NOW, (effect) =>
          ['publish', 'metrics', 'put .json'].includes(effect) && seen++ === broken ? at : null,
        );
        hour.keep(HOUR, ...records);
        const first = await closeHours(hour.settings, hour.ports).catch(() => null);
        await closeHours(hour.settings, hour.ports);
        expect(hour.objects.has(closedKeyOf(HOUR))).toBe(true);
        const subjects = hour.messages.map(({ subject }) => subject).join('\n');
        expect(subjects).toContain('OUTSIDE');
        expect(subjects).toContain('UNDECIDED');
        expect(hour.messages.length).toBeLessThanOrEqual(3);
        expect(hour.total('Undecided')).toBeGreaterThanOrEqual(1);
        if (first !== null) break;
      }
    },
  );
});
