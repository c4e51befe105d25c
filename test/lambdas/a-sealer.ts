import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { readPublicKey } from '../../core/prove/check-signature.ts';
import { readSeal, type Seal } from '../../core/prove/seal.ts';
import { sealHours } from '../../lambdas/seal/seal-hours.ts';
import type { Fault } from './an-ingest.ts';

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
const pem = publicKey.export({ type: 'spki', format: 'pem' });
const read = readPublicKey(Buffer.from(pem));
if (read.kind === 'bad') throw new Error(read.problem);

export const PUBLIC_KEY = read;
export const KEY_ARN = 'arn:aws:kms:eu-central-1:111122223333:key/k-1';

type World = ReadonlyMap<string, { readonly bytes: Uint8Array; readonly writtenMs: number }>;

/** Sealing over a store in memory, whose effects fail as they are told, one after the other. */
export function aSealer(
  nowMs: number,
  faults: (effect: string, call: number) => Fault = () => null,
) {
  const objects = new Map<string, { bytes: Uint8Array; writtenMs: number }>();
  const clock = { nowMs };
  let calls = 0;
  const answer = async <T>(effect: string, work: () => T): Promise<T> => {
    const fault = faults(effect, calls++);
    if (fault === 'before') throw new Error('500');
    const result = work();
    if (fault === 'after') throw new Error('the connection was lost');
    return result;
  };
  const put = (key: string, bytes: Uint8Array, writtenMs = clock.nowMs) => {
    if (!objects.has(key)) objects.set(key, { bytes, writtenMs });
  };
  const ports = {
    async *list(prefix: string) {
      yield* await answer('list', () =>
        [...objects]
          .filter(([key]) => key.startsWith(prefix))
          .map(([key, { writtenMs }]) => ({ key, writtenMs })),
      );
    },
    read: (key: string) =>
      answer('read', () => {
        const found = objects.get(key);
        return found === undefined ? null : { bytes: found.bytes, versionId: `v-${key.length}` };
      }),
    put: (key: string, bytes: Uint8Array) =>
      answer(`put ${key.slice(key.lastIndexOf('.'))}`, () => put(key, bytes)),
    sign: (digest: Uint8Array) => answer('sign', () => signDigest(digest, objects)),
    now: () => clock.nowMs,
  };
  const settings = {
    keyArn: KEY_ARN,
    publicKey: PUBLIC_KEY,
    code: '1.2.3',
    regions: ['eu-central-1'],
  };
  return {
    ...{ objects, clock, put, ports, settings },
    calls: () => calls,
    run: () => sealHours(settings, ports),
    seals: (): readonly Seal[] => sealsOf(objects),
  };
}

function sealsOf(objects: World): readonly Seal[] {
  return [...objects.keys()]
    .filter((key) => key.startsWith('seals/') && key.endsWith('.json'))
    .sort()
    .map((key) => {
      const seal = readSeal(objects.get(key)?.bytes ?? new Uint8Array());
      if (seal.kind === 'bad') throw new Error(`${key}: ${seal.problem}`);
      return seal.seal;
    });
}

/** As KMS does with a digest: found by its preimage, because node:crypto signs no digests in DER. */
function signDigest(digest: Uint8Array, objects: World): Uint8Array {
  for (const { bytes } of objects.values()) {
    if (sha256(bytes).equals(digest)) return sign('sha256', bytes, privateKey);
  }
  throw new Error('nothing has this digest');
}

function sha256(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}
