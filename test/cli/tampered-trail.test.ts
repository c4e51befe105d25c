import { generateKeyPairSync } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aTrail, keyFile } from '../core/prove/a-trail.ts';
import { changed, layOut, verifyMade as verify, verifyAt } from './verify-made-trail.ts';

const TRAIL = aTrail({ hours: 4 });
const [firstDigest, secondDigest, , lastDigest] = TRAIL.digests.map(({ key }) => key) as [
  string,
  string,
  string,
  string,
];
const [firstLog, secondLog] = TRAIL.logs as [string, string];
const bytesOf = (key: string): Buffer => TRAIL.files.get(key) ?? Buffer.alloc(0);

describe('tampering is found and named', () => {
  const swap = (files: Map<string, Buffer>, a: string, b: string) => {
    files.set(a, bytesOf(b));
    files.set(b, bytesOf(a));
  };
  it.each<[string, (files: Map<string, Buffer>) => void, RegExp]>([
    [
      'a log file is changed',
      (files) => files.set(firstLog, gzipSync('{"Records":[]}')),
      /changed .*_Abc\w+000\.json\.gz: its hash/,
    ],
    ['a log file is taken away', (files) => files.delete(firstLog), /missing .*_Abc\w+000\.json/],
    [
      'a log file is cut short',
      (files) => files.set(firstLog, bytesOf(firstLog).subarray(0, -9)),
      /changed .*000\.json\.gz: it is cut off/,
    ],
    [
      'a log file is added',
      (files) => files.set(firstLog.replace('Abc', 'Xyz'), bytesOf(firstLog)),
      /added .*_Xyz/,
    ],
    [
      'a log file is renamed',
      (files) => {
        files.set(firstLog.replace('Abc', 'Xyz'), bytesOf(firstLog));
        files.delete(firstLog);
      },
      /missing[\s\S]+added/,
    ],
    [
      'two log files are swapped',
      (files) => swap(files, firstLog, secondLog),
      /changed[\s\S]+changed/,
    ],
    [
      'a log file is copied over another day',
      (files) => files.set(secondLog, bytesOf(firstLog)),
      /changed/,
    ],
    [
      'a digest is taken out of the middle',
      (files) => files.delete(secondDigest),
      /missing .*T100000Z/,
    ],
    [
      'the newest digest, whose signature was saved, is taken away',
      (files) => files.delete(lastDigest),
      /missing .*T120000Z.*saved/,
    ],
    ['two digests are swapped', (files) => swap(files, firstDigest, secondDigest), /misplaced/],
    [
      'a digest is no digest',
      (files) => files.set(secondDigest, gzipSync('{}')),
      /changed .*it is no digest/,
    ],
    [
      'a log file is changed and its digest with it',
      (files) => {
        const text = gunzipSync(bytesOf(firstDigest)).toString();
        files.set(
          firstDigest,
          gzipSync(text.replace(/"hashValue":"[0-9a-f]{2}/, '"hashValue":"00')),
        );
      },
      /changed .*T090000Z.*its hash is not the one in the digest that follows/,
    ],
    [
      'the newest digest is changed',
      (files) => {
        files.set(lastDigest, gzipSync(`${gunzipSync(bytesOf(lastDigest))} `));
      },
      /changed .*T120000Z.*its signature is not CloudTrail's/,
    ],
  ])('%s', async (_, change, names) => {
    const { exit, text } = await verify(changed(TRAIL, change));
    expect(text).toMatch(names);
    expect(exit).toBeGreaterThan(0);
  });

  it('everything is signed by another key', async () => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const { exit, text } = await verify(TRAIL, { keys: keyFile('pkcs1', publicKey) });
    expect(text).toContain("its signature is not CloudTrail's over what it says");
    expect(exit).toBeGreaterThan(0);
  });

  it('any flipped byte is noticed, unless no unpacked byte changes', async () => {
    const folder = layOut(TRAIL);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...TRAIL.files.keys()),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        async (key, at, mask) => {
          const bytes = Buffer.from(bytesOf(key));
          const index = at % bytes.length;
          bytes[index] = (bytes[index] ?? 0) ^ mask;
          writeFileSync(join(folder, key), bytes);
          const { exit } = await verifyAt(folder);
          writeFileSync(join(folder, key), bytesOf(key));
          const same = unpacked(bytes)?.equals(gunzipSync(bytesOf(key))) === true;
          expect(exit === 0).toBe(same);
        },
      ),
      { numRuns: process.env.DEEP ? 3000 : 60 },
    );
    rmSync(folder, { recursive: true });
  });
});

function unpacked(bytes: Buffer): Buffer | null {
  try {
    return gunzipSync(bytes);
  } catch {
    return null;
  }
}
