import { expect, it } from 'vitest';
import { makePack } from '../../cli/make-pack.ts';
import type { EvidenceSource } from '../../io/evidence-source.ts';
import { PUBLIC_KEY } from '../lambdas/a-sealer.ts';
import { aSealedDay, NOW } from './an-evidence-folder.ts';

/** A bucket in memory with a newer version over one of its objects. */
function aBucket(objects: Awaited<ReturnType<typeof aSealedDay>>, overwritten: string) {
  const sealedId = (key: string) => `v-${key.length}`;
  const source: EvidenceSource = {
    async *list() {
      for (const [key, { bytes, writtenMs }] of objects) {
        const versionIds = [...(key === overwritten ? ['newer'] : []), sealedId(key)];
        yield { kind: 'object', key, bytes: bytes.length, writtenMs, versionIds, hidden: false };
      }
    },
    async read(key, versionId) {
      if (versionId === 'newer') return { kind: 'bytes', bytes: Buffer.from('forged') };
      const object = objects.get(key);
      return object === undefined ? { kind: 'missing' } : { kind: 'bytes', bytes: object.bytes };
    },
  };
  return source;
}

it('of a bucket takes the version that was sealed, whatever lies over it', async () => {
  const objects = await aSealedDay();
  const key = [...objects.keys()].find((each) => each.startsWith('evidence/')) ?? '';
  const packed = new Map<string, string | Uint8Array>();
  const fingerprints = new Set([PUBLIC_KEY.fingerprint]);
  const { report, verified } = await makePack(
    {
      source: aBucket(objects, key),
      trust: { keys: [], fingerprints, nowMs: NOW, untilMs: null },
      window: { fromMs: null, untilMs: null },
      version: '0.0.0',
    },
    async (path, bytes) => void packed.set(path, bytes),
    new AbortController().signal,
    () => undefined,
  );
  expect(verified.flaws.map(({ kind, where }) => [kind, where])).toEqual([['overwritten', key]]);
  expect(packed.get(key)).toEqual(objects.get(key)?.bytes);
  expect(report.totals.outside).toBe(5);
});
