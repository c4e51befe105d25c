import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkDigestChain } from '../../core/prove/check-digest-chain.ts';
import { readDigestKeys } from '../../core/prove/digest-keys.ts';
import { readDigest } from '../../core/prove/read-digest.ts';
import { readTrailFileName } from '../../core/prove/trail-file-name.ts';

/** A chain that AWS's own validator accepts. It is not part of this repository. */
const FOLDER = '../shared/conformance/digest/vectors';
const isHere = existsSync(FOLDER);
if (!isHere) console.warn(`conformance: skipped, because ${FOLDER} is not here`);

type Vectors = {
  readonly publicKeyPkcs1DerBase64: string;
  readonly fingerprint: string;
  readonly digests: readonly {
    readonly file: string;
    readonly s3Key: string;
    readonly 'x-amz-meta-signature': string;
    readonly stringToSign: string;
    readonly bodySha256: string;
  }[];
};

describe.skipIf(!isHere)('a chain of digests that AWS accepts', () => {
  const vectors: Vectors = isHere
    ? JSON.parse(readFileSync(`${FOLDER}/vectors.json`, 'utf8'))
    : { publicKeyPkcs1DerBase64: '', fingerprint: '', digests: [] };
  const bodies = vectors.digests.map(({ file }) => readFileSync(`${FOLDER}/${file}`));
  const { fingerprint: Fingerprint, publicKeyPkcs1DerBase64: Value } = vectors;
  const keys = readDigestKeys(Buffer.from(JSON.stringify([{ Fingerprint, Value }])));

  /** Whether all of a chain is proven by the key and the signature of its newest digest. */
  function isProven(chain: readonly Uint8Array[], signature: string): boolean {
    if (keys.kind === 'bad') throw new Error(keys.problem);
    const read = chain.map(readDigest);
    const placed = read.flatMap((each) =>
      each.kind === 'digest' ? [{ digest: each.digest, where: each.digest.key }] : [],
    );
    const key = vectors.digests.at(-1)?.s3Key ?? '';
    const saved = [{ bucket: 'audit-bucket', key, signature, algorithm: 'SHA256withRSA' as const }];
    return checkDigestChain(placed, saved, keys.keys).valid.size === vectors.digests.length;
  }
  const newest = vectors.digests.at(-1)?.['x-amz-meta-signature'] ?? '';

  it('is accepted, and no digest without a key or the newest signature', () => {
    expect(isProven(bodies, newest)).toBe(true);
    expect(isProven(bodies, newest.replace(/^../, '00'))).toBe(false);
  });

  it.each(vectors.digests)('$file is signed over the same text', ({ file, ...vector }) => {
    const read = readDigest(readFileSync(`${FOLDER}/${file}`));
    if (read.kind === 'bad') throw new Error(read.problem);
    expect(read.digest.signed).toBe(vector.stringToSign);
    expect(read.digest.sha256).toBe(vector.bodySha256);
    expect(readTrailFileName(vector.s3Key)).toMatchObject({
      kind: 'digest',
      chain: '111122223333 us-west-1 t us-west-1',
    });
  });

  it('any changed byte of a digest is refused', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 2 }),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (digest, at, mask) => {
          const mutated = bodies.map((body) => Buffer.from(body));
          const body = mutated[digest] ?? Buffer.alloc(1);
          const index = at % body.length;
          body[index] = (body[index] ?? 0) ^ mask;
          expect(isProven(mutated, newest)).toBe(false);
        },
      ),
      { numRuns: process.env.DEEP ? 5000 : 300 },
    );
  });

  it('any changed digit of a signature is refused', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 15 }), (at, plus) => {
        const digits = [...newest];
        const index = at % digits.length;
        const other = (Number.parseInt(digits[index] ?? '0', 16) + plus) % 16;
        digits[index] = other.toString(16);
        expect(isProven(bodies, digits.join(''))).toBe(false);
      }),
      { numRuns: process.env.DEEP ? 2000 : 200 },
    );
  });
});
