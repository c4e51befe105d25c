import { generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { sha256Hex } from '../../../core/policy/canonical-json.ts';
import { buildSeal, type SealInput } from '../../../core/prove/build-seal.ts';
import { createChainCheck } from '../../../core/prove/check-chain.ts';
import { readPublicKey, type SealKey } from '../../../core/prove/check-signature.ts';
import { endOfHour } from '../../../core/prove/clock-hour.ts';
import type { FlawKind } from '../../../core/prove/flaw.ts';
import { readSeal } from '../../../core/prove/seal.ts';

const NOW = Date.parse('2026-11-04T00:00:00Z');

function aKey() {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const key = readPublicKey(publicKey.export({ type: 'spki', format: 'der' }));
  if (key.kind === 'bad') throw new Error(key.problem);
  return { privateKey, key };
}
const ours = aKey();
const theirs = aKey();

type Made = {
  readonly hour: string;
  readonly bytes: Uint8Array;
  readonly signature: Uint8Array | null;
};

/** The seal of an hour after another, an hour after its end. */
function seal(clock: string, before: Made | null, over: Partial<SealInput> = {}, by = ours): Made {
  const hour = `2026-11-03T${clock}`;
  const read = before === null ? null : readSeal(before.bytes);
  const previous =
    before === null || read?.kind !== 'seal'
      ? null
      : { seal: read.seal, sha256: sha256Hex(before.bytes) };
  const signer = { algorithm: 'ECDSA_SHA_256', key: 'k', fingerprint: by.key.fingerprint } as const;
  const fixed = { hours: 'writing', final: false, code: '1', regions: [], contents: [] } as const;
  const sealedMs = endOfHour(hour) + 3_600_000;
  const bytes = buildSeal({ ...fixed, hour, previous, signer, sealedMs, ...over });
  const isSigned = over.signer !== null;
  return { hour, bytes, signature: isSigned ? sign('sha256', bytes, by.privateKey) : null };
}

function check(
  files: readonly Made[],
  trusted: readonly SealKey[] = [],
  untilMs: number | null = null,
) {
  const known = new Map([ours, theirs].map(({ key }) => [key.fingerprint, key]));
  const fingerprints = new Set(trusted.map(({ fingerprint }) => fingerprint));
  const chain = createChainCheck({ known, trusted: fingerprints }, NOW);
  for (const file of files) chain.add(file);
  chain.end(untilMs);
  expect(chain.unseen).toEqual([]);
  return chain.flaws.map(({ kind, where }) => `${kind} ${where.slice(-7, -5)}`);
}

const ten = seal('10', null);
const eleven = seal('11', ten);
const twelve = seal('12', eleven);

describe('a chain', () => {
  it('of three hours holds', () => expect(check([ten, eleven, twelve], [ours.key])).toEqual([]));

  it.each<readonly [string, readonly Made[], readonly `${FlawKind} ${string}`[]]>([
    ['the first is missing', [eleven, twelve], ['missing 10']],
    ['one is missing', [ten, twelve], ['missing 11']],
    ['an hour that nobody sealed', [ten, seal('12', ten)], ['gap 12']],
    ['one that the next does not name', [ten, eleven, seal('12', ten)], ['gap 12', 'added 11']],
    ['another first', [ten, seal('11', null)], ['reordered 11']],
    ['another seal of the same hour', [seal('10', null, { code: '2' }), eleven], ['changed 10']],
    [
      'written before its hour was past',
      [seal('10', null, { sealedMs: endOfHour('2026-11-03T10') + 599_999 })],
      ['re-dated 10'],
    ],
    [
      'signed by another key from some hour on',
      [ten, seal('11', ten, {}, theirs)],
      ['other key 11'],
    ],
    [
      'signed no more from some hour on',
      [ten, seal('11', ten, { signer: null })],
      ['other key 11'],
    ],
    ['a signature of another seal', [{ ...ten, signature: eleven.signature }], ['changed 10']],
    [
      'a signature by another key',
      [{ ...ten, signature: seal('10', null, {}, theirs).signature }],
      ['changed 10'],
    ],
  ])('%s', (_, files, flaws) => expect(check(files)).toEqual(flaws));

  it('by a key that nobody vouches for', () => {
    const other = seal('10', null, {}, theirs);
    expect(check([other, seal('11', other, {}, theirs)], [ours.key])).toEqual([
      'other key 10',
      'other key 11',
    ]);
  });

  it('by two keys that somebody vouches for', () => {
    expect(check([ten, seal('11', ten, {}, theirs)], [ours.key, theirs.key])).toEqual([]);
  });

  it('reaches until then, or does not', () => {
    const until = (time: string) => check([ten, eleven], [], Date.parse(`2026-11-03T${time}Z`));
    expect(until('13:09:59')).toEqual([]);
    expect(until('13:10:00')).toEqual(['cut short 12']);
  });
});

describe('a chain by hours of the event', () => {
  const event = { hours: 'event' } as const;
  const first = seal('10', null, event);
  const last = seal('15', first, { ...event, final: true });

  it('may leave hours out, and ends', () => expect(check([first, last])).toEqual([]));
  it('without its end is cut short', () => expect(check([first])).toEqual(['cut short 10']));
  it('proves nothing of a time after its last event', () => {
    const unseenUntil = (time: string) => {
      const chain = createChainCheck({ known: new Map(), trusted: new Set() }, NOW);
      chain.add({ ...seal('10', null, { ...event, final: true, signer: null }) });
      chain.end(Date.parse(`2026-11-03T${time}Z`));
      return chain.unseen.map(({ problem }) => problem);
    };
    expect(unseenUntil('10:59:59')).toEqual([]);
    expect(unseenUntil('11:00:00').join()).toContain('what was read until 2026-11-03T11:00');
  });
  it('goes on after its end', () => {
    const after = seal('16', last, { ...event, final: true });
    expect(check([first, last, after])).toEqual(['added 16']);
  });
});
