import { beforeAll, expect, it } from 'vitest';
import { verifyEvidence } from '../../cli/verify-evidence.ts';
import type { EvidenceSource } from '../../io/evidence-source.ts';
import { PUBLIC_KEY } from '../lambdas/a-sealer.ts';
import { aSealedDay, NOW } from './an-evidence-folder.ts';

/** A bucket in memory: versions of each key, the newest first; null is a delete marker. */
type Versions = Map<string, { id: string; bytes: Uint8Array | null; writtenMs: number }[]>;

let day: Awaited<ReturnType<typeof aSealedDay>>;
beforeAll(async () => {
  day = await aSealedDay();
});

function aBucket(): Versions {
  return new Map(
    [...day].map(([key, { bytes, writtenMs }]) => [
      key,
      [{ id: `v-${key.length}`, bytes, writtenMs }],
    ]),
  );
}

function sourceOf(bucket: Versions): EvidenceSource {
  return {
    async *list() {
      for (const [key, versions] of bucket) {
        const [newest] = versions;
        if (newest === undefined) continue;
        yield {
          kind: 'object',
          key,
          bytes: newest.bytes?.length ?? 0,
          writtenMs: newest.writtenMs,
          versionIds: versions.flatMap(({ id, bytes }) => (bytes === null ? [] : id)),
          hidden: newest.bytes === null,
        };
      }
    },
    async read(key, versionId) {
      const versions = bucket.get(key) ?? [];
      const found = versionId === null ? versions[0] : versions.find(({ id }) => id === versionId);
      return found?.bytes == null ? { kind: 'missing' } : { kind: 'bytes', bytes: found.bytes };
    },
  };
}

const verify = async (bucket: Versions) => {
  const trust = {
    keys: [],
    fingerprints: new Set([PUBLIC_KEY.fingerprint]),
    nowMs: NOW,
    untilMs: null,
  };
  const { signal } = new AbortController();
  const verified = await verifyEvidence(sourceOf(bucket), trust, signal, () => undefined);
  return { ...verified, kinds: verified.flaws.map(({ kind, where }) => [kind, where]) };
};
const keyOf = (bucket: Versions, part: string) =>
  [...bucket.keys()].find((key) => key.includes(part)) ?? '';
const lay = (bucket: Versions, key: string, bytes: Uint8Array | null, writtenMs = NOW) =>
  bucket.get(key)?.unshift({ id: 'newer', bytes, writtenMs });

it('a bucket as it was sealed holds', async () => {
  const { flaws, unseen, origin } = await verify(aBucket());
  expect([flaws, unseen, origin.kind]).toEqual([[], [], 'proven']);
});

it.each([
  'evidence/v1/date=2026-11-03/hour=12',
  'told/',
  'policies/',
  'keys/',
  'hour=12.json',
  'hour=12.sig',
  'hour=16/',
])('a delete marker over %s is found, and what lies under it is still checked', async (part) => {
  const bucket = aBucket();
  const key = keyOf(bucket, part);
  lay(bucket, key, null);
  const { kinds, unseen } = await verify(bucket);
  expect(kinds).toEqual([['hidden', key]]);
  expect(unseen).toEqual([]);
});

it('a newer version over what was sealed is found, and the sealed one is checked', async () => {
  const bucket = aBucket();
  const key = keyOf(bucket, 'evidence/v1/date=2026-11-03/hour=12');
  lay(bucket, key, Buffer.from('forged'));
  expect((await verify(bucket)).kinds).toEqual([['overwritten', key]]);
});

it('a sealed version that is gone is found', async () => {
  const bucket = aBucket();
  const key = keyOf(bucket, 'evidence/v1/date=2026-11-03/hour=12');
  bucket.set(key, [{ id: 'other', bytes: day.get(key)?.bytes ?? null, writtenMs: NOW }]);
  expect((await verify(bucket)).kinds).toEqual([['missing', key]]);
});

it('what came after the last seal to an hour before it is still open, and later not covered', async () => {
  const bucket = aBucket();
  const key = keyOf(bucket, 'evidence/v1/date=2026-11-03/hour=12');
  const late = key.replace('hour=12', 'hour=11');
  bucket.set(late, [{ id: 'l', bytes: day.get(key)?.bytes ?? null, writtenMs: NOW - 60_000 }]);
  expect((await verify(bucket)).open).toContain(late);
  bucket.set(late, [{ id: 'l', bytes: day.get(key)?.bytes ?? null, writtenMs: NOW - 3_600_000 }]);
  expect((await verify(bucket)).kinds).toEqual([['added', late]]);
});
