import { beforeAll, describe, expect, it } from 'vitest';
import { verifyEvidence } from '../../cli/verify-evidence.ts';
import type { EvidenceSource } from '../../io/evidence-source.ts';
import { PUBLIC_KEY } from '../lambdas/a-sealer.ts';
import { aSealedDay, isOpenObject, NOW } from './an-evidence-folder.ts';

type Objects = Map<string, { readonly bytes: Uint8Array; readonly writtenMs: number }>;

let day: Objects = new Map();
let sealed: readonly string[] = [];
beforeAll(async () => {
  day = new Map(await aSealedDay());
  sealed = [...day].flatMap(([key, { bytes }]) => (isOpenObject(key, bytes) ? [] : key));
});

/** A folder in memory. */
function sourceOf(objects: Objects): EvidenceSource {
  return {
    async *list() {
      for (const [key, { bytes, writtenMs }] of objects) {
        const fixed = { versionIds: [], hidden: false };
        yield { kind: 'object', key, bytes: bytes.length, writtenMs, ...fixed };
      }
    },
    async read(key) {
      const found = objects.get(key);
      return found === undefined ? { kind: 'missing' } : { kind: 'bytes', bytes: found.bytes };
    },
  };
}

async function holds(objects: Objects): Promise<boolean> {
  const fingerprints = new Set([PUBLIC_KEY.fingerprint]);
  const trust = { keys: [], fingerprints, nowMs: NOW, untilMs: null };
  const { signal } = new AbortController();
  const { flaws, unseen } = await verifyEvidence(sourceOf(objects), trust, signal, () => undefined);
  return flaws.length + unseen.length === 0;
}

const bytesOf = (key: string) => Buffer.from(day.get(key)?.bytes ?? []);
const put = (objects: Objects, key: string, bytes: Uint8Array) =>
  objects.set(key, { bytes, writtenMs: NOW });
/** The same on another day, or under another hash. */
const otherName = (key: string) =>
  key.replace('2026-11-03', '2026-11-02').replace(/^(policies|keys)\/v1\/../, '$1/v1/zz');

describe('every sealed file', () => {
  it.each<readonly [string, (objects: Objects, key: string) => void]>([
    ['removed', (objects, key) => objects.delete(key)],
    ['doubled', (objects, key) => put(objects, otherName(key), bytesOf(key))],
    ['cut', (objects, key) => put(objects, key, bytesOf(key).subarray(0, -1))],
    [
      'moved',
      (objects, key) => {
        put(objects, otherName(key), bytesOf(key));
        objects.delete(key);
      },
    ],
  ])('that is %s is found', async (_, tamper) => {
    const unnoticed: string[] = [];
    for (const key of sealed) {
      const objects = new Map(day);
      tamper(objects, key);
      if (await holds(objects)) unnoticed.push(key);
    }
    expect(unnoticed).toEqual([]);
    expect(await holds(day)).toBe(true);
  });
});

describe('stored bytes', () => {
  const MUTATIONS = process.env.DEEP ? 2000 : 100;

  it(`no flip, cut, or splice of ${MUTATIONS} goes unnoticed`, async () => {
    const random = createRandom(20261103);
    for (let number = 0; number < MUTATIONS; number += 1) {
      const key = sealed[random(sealed.length)] ?? '';
      const bytes = mutate(bytesOf(key), random);
      const objects = new Map(day);
      put(objects, key, bytes);
      expect([await holds(objects), number, key]).toEqual([false, number, key]);
    }
  });
});

/** Numbers below a bound, the same in every run. */
function createRandom(seed: number): (bound: number) => number {
  let state = seed;
  return (bound) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
}

/** Other bytes than these. */
function mutate(bytes: Buffer, random: (bound: number) => number): Buffer {
  const place = random(bytes.length);
  const changed = Buffer.from(bytes);
  switch (random(5)) {
    case 0:
      changed.writeUInt8((bytes[place] ?? 0) ^ (1 << random(8)), place);
      return changed;
    case 1:
      return changed.subarray(0, place);
    case 2:
      return Buffer.concat([
        bytes.subarray(0, place),
        Buffer.of(random(256)),
        bytes.subarray(place),
      ]);
    case 3:
      return Buffer.concat([bytes.subarray(0, place), bytes.subarray(place + 1 + random(8))]);
    default:
      return Buffer.concat([bytes, bytes.subarray(place)]);
  }
}
