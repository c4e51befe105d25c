import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { renderWatched, watchedKeyOf } from '../../core/prove/watched-hour.ts';
import { seePlaces } from '../../lambdas/coverage/see-places.ts';
import { aFence } from '../core/judge/judge-records.ts';
import { aCall } from '../core/judge/records.ts';
import { anIngest, messagesOf, NOON } from './an-ingest.ts';

const policy = aFence('eu');
const HOUR_MS = 3_600_000;
const iso = (ms: number) => new Date(ms).toISOString().replace('.000Z', 'Z');

function readerOf(objects: ReadonlyMap<string, Uint8Array>) {
  return {
    async *list(prefix: string) {
      for (const key of [...objects.keys()].sort()) if (key.startsWith(prefix)) yield { key };
    },
    read: async (key: string) => {
      const bytes = objects.get(key);
      return bytes === undefined ? null : { bytes };
    },
  };
}

/** What ingest keeps of records that come at an age, and were made a minute before, or at another age. */
async function kept(...came: readonly (readonly [age: number, record: object, made?: number])[]) {
  const ingest = anIngest();
  const run = ingest.start();
  for (const [age, record, made = age] of came) {
    ingest.clock.nowMs = NOON - age * HOUR_MS;
    await run(messagesOf({ ...record, eventTime: iso(NOON - made * HOUR_MS - 60_000) }));
  }
  return ingest.objects;
}

const canary = aCall({
  errorCode: 'AccessDenied',
  errorMessage: 'no',
  recipientAccountId: '444455556666',
  userIdentity: {
    type: 'AssumedRole',
    accountId: '444455556666',
    arn: 'arn:aws:sts::444455556666:assumed-role/bedrock-geofence-canary-eu-central-1/x',
  },
});

it('sees canaries and calls of the last day, by account and Region', async () => {
  const objects = await kept([1, canary], [2, aCall({ awsRegion: 'eu-west-1' })]);
  const { sightings, unseen, unreadOf } = await seePlaces(readerOf(objects), policy, NOON);
  expect(sightings.describe('444455556666', 'eu-central-1')).toBe(
    'its canary came through at 2026-11-03T10:59Z',
  );
  expect(sightings.describe('111122223333', 'eu-west-1')).toBe(
    'a call came through at 2026-11-03T09:59Z',
  );
  expect(sightings.describe('111122223333', 'eu-central-1')).toBeNull();
  expect([unseen, unreadOf('eu-west-1')]).toEqual([[], null]);
});

it('what is older than a day, or was added from the trail, shows nothing', async () => {
  const objects = await kept([25, canary], [3, aCall(), 30]);
  const live = await kept([1, aCall()]);
  for (const [key, bytes] of live) {
    objects.set(key.replace(/\/(?=[^/]*\.gz$)/, '/reconciled-'), bytes);
  }
  const { sightings } = await seePlaces(readerOf(objects), policy, NOON);
  expect(sightings.places()).toEqual([]);
});

it.each([
  ['cut off', gzipSync('x'.repeat(999)).subarray(0, 20)],
  ['no evidence', gzipSync('{}\n')],
])('an object that is %s leaves its Region in doubt', async (_, bytes) => {
  const objects = await kept([1, canary]);
  objects.set(`evidence/v1/date=2026-11-03/hour=09/eu-west-1-${'0'.repeat(64)}.jsonl.gz`, bytes);
  const seen = await seePlaces(readerOf(objects), policy, NOON);
  expect(seen.unseen).toHaveLength(1);
  expect(seen.unreadOf('eu-west-1')).toMatch(/hour=09/);
  expect(seen.unreadOf('eu-central-1')).toBeNull();
  expect(seen.sightings.has('444455556666', 'eu-central-1')).toBe(true);
});

it('an object of no known name leaves every Region in doubt', async () => {
  const objects = new Map([['evidence/v1/date=2026-11-03/hour=09/x.gz', new Uint8Array()]]);
  expect((await seePlaces(readerOf(objects), policy, NOON)).unreadOf('us-east-1')).not.toBeNull();
});

it('says that there is nothing of the last day', async () => {
  const { unseen } = await seePlaces(readerOf(new Map()), policy, NOON);
  expect(unseen).toEqual([{ where: 'evidence', problem: 'it holds nothing of the last 24 hours' }]);
});

it('sees the canaries that the hourly run kept, and then reads no evidence if that is enough', async () => {
  const watched = (hour: string) =>
    Buffer.from(
      renderWatched({
        ...{ schema: 'watched/1', hour, missing: [], compared: [], quiet: {}, notCompared: [] },
        ...{ canaries: { 'eu-west-1': ['444455556666'] }, leftOut: 0 },
      }),
    );
  const bad = `evidence/v1/date=2026-11-03/hour=11/eu-west-1-${'0'.repeat(64)}.jsonl.gz`;
  const objects = new Map<string, Uint8Array>([
    [watchedKeyOf('2026-11-03T10'), watched('2026-11-03T10')],
    [watchedKeyOf('2026-11-02T11'), watched('2026-11-02T11')],
    [bad, new Uint8Array([1])],
  ]);
  const isEnough = ({ has }: { has: (id: string, region: string) => boolean }) =>
    has('444455556666', 'eu-west-1');
  const { sightings, unseen } = await seePlaces(readerOf(objects), policy, NOON, { isEnough });
  expect(sightings.describe('444455556666', 'eu-west-1')).toContain('2026-11-03T10:00Z');
  expect(unseen).toEqual([]);
  objects.delete(watchedKeyOf('2026-11-03T10'));
  const later = await seePlaces(readerOf(objects), policy, NOON, { isEnough });
  expect(later.sightings.has('444455556666', 'eu-west-1')).toBe(false);
  expect(later.unseen).toHaveLength(1);
});
