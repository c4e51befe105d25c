import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { endOfGzip } from '../../io/end-of-gzip.ts';
import { type Unzipped, unzip, unzipAside } from '../../io/unzip.ts';
import { createRandom } from '../../samples/random.ts';

const text = JSON.stringify({
  Records: Array.from({ length: 200 }, (_, id) => ({ id, a: id * 7919 })),
});
const packed = gzipSync(text);

const textOf = (unzipped: Unzipped) =>
  unzipped.kind === 'bytes' ? Buffer.from(unzipped.bytes).toString('utf8') : unzipped;

/** What both ways to unpack say, which must be the same. */
async function unzipBoth(bytes: Uint8Array): Promise<Unzipped> {
  const unzipped = unzip(bytes);
  const aside = await unzipAside(bytes);
  expect(aside.kind).toBe(unzipped.kind);
  if (aside.kind === 'unreadable') expect(aside).toEqual(unzipped);
  else expect(textOf(aside) === textOf(unzipped)).toBe(true);
  return unzipped;
}

/** The same gzip member with a name, a comment, extra bytes and a CRC of its header. */
function dressed(member: Buffer): Buffer {
  const head = Buffer.from(member.subarray(0, 10));
  head.writeUInt8(0x04 | 0x08 | 0x10, 3);
  const fields = Buffer.from('\x03\x00abcname\0comment\0', 'latin1');
  return Buffer.concat([head, fields, member.subarray(10)]);
}

describe('every member is read to its end', () => {
  it.each([
    ['one', packed, text],
    ['two', Buffer.concat([packed, gzipSync('second')]), `${text}second`],
    ['an empty one between', Buffer.concat([packed, gzipSync(''), gzipSync('z')]), `${text}z`],
    ['an empty one alone', gzipSync(''), ''],
    [
      'one per byte',
      Buffer.concat([...'many members'].map((letter) => gzipSync(letter))),
      'many members',
    ],
    ['one stored, not deflated', gzipSync(text, { level: 0 }), text],
    ['one with a name and a comment', dressed(packed), text],
    ['such a one behind another', Buffer.concat([packed, dressed(gzipSync('x'))]), `${text}x`],
  ])('%s', async (_, bytes, unpacked) => {
    expect(textOf(await unzipBoth(bytes))).toBe(unpacked);
    expect(endOfGzip(bytes)).toBe(bytes.length);
  });

  it('many megabytes of them', async () => {
    const part = gzipSync(Buffer.alloc(8 * 1024 * 1024, 'ab'));
    const unzipped = await unzipBoth(Buffer.concat([part, part, part]));
    expect(unzipped.kind === 'bytes' && unzipped.bytes.length).toBe(24 * 1024 * 1024);
  });
});

describe('what is cut off is not trusted', () => {
  const two = Buffer.concat([packed, gzipSync(text)]);
  const ends = new Set([packed.length, two.length]);
  const cuts = [
    ...Array(40).keys(),
    ...Array.from({ length: 60 }, (_, at) => Math.floor((at * two.length) / 60)),
    ...Array.from({ length: 30 }, (_, at) => two.length - 1 - at),
    ...Array.from({ length: 20 }, (_, at) => packed.length - 10 + at),
  ].filter((cut) => !ends.has(cut));

  it.each([...new Set(cuts)])('after %d bytes', async (cut) => {
    const unzipped = await unzipBoth(two.subarray(0, cut));
    expect(unzipped).toEqual({
      kind: 'unreadable',
      problem: expect.any(String),
      place: expect.toBeOneOf([`byte ${cut}`, `byte ${packed.length}`]),
    });
  });
});

describe('what is damaged is not trusted', () => {
  const flipped = (at: number) => {
    const bytes = Buffer.from(packed);
    bytes.writeUInt8(bytes.readUInt8(at) ^ 0x10, at);
    return bytes;
  };
  it.each([
    ['a bit of the CRC', flipped(packed.length - 8), /incorrect data check/],
    ['a bit of the length', flipped(packed.length - 1), /incorrect length check/],
    ['a method that is none', flipped(2), /unknown compression method/],
    [
      'a member of garbage',
      Buffer.concat([Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]), Buffer.alloc(50, 0xff)]),
      /damaged/,
    ],
    [
      'a second member that is damaged',
      Buffer.concat([gzipSync('a'), flipped(packed.length - 8)]),
      /incorrect data check/,
    ],
  ])('%s', async (_, bytes, problem) => {
    expect(await unzipBoth(bytes)).toEqual({
      kind: 'unreadable',
      problem: expect.stringMatching(problem),
      place: null,
    });
  });

  it.each([
    ['one byte', Buffer.from('x')],
    ['a NUL', Buffer.alloc(1)],
    ['many NULs', Buffer.alloc(5000)],
    ['text', Buffer.from('{"Records": []}')],
    ['the first byte of another member', Buffer.from([0x1f])],
    ['bytes that begin nearly like gzip', Buffer.from([0x1f, 0x8c, 8, 0])],
    ['something larger than what stands before', Buffer.alloc(1_000_000, 'g')],
  ])('%s behind the end', async (_, garbage) => {
    const unzipped = await unzipBoth(Buffer.concat([packed, garbage]));
    expect(unzipped.kind).toBe('unreadable');
    expect(unzipped).toHaveProperty('place', expect.stringMatching(/^byte \d+$/));
  });

  it('garbage behind two members is told with its place', async () => {
    const bytes = Buffer.concat([packed, packed, Buffer.from('garbage')]);
    expect(await unzipBoth(bytes)).toEqual({
      kind: 'unreadable',
      problem: '7 bytes follow the gzip data',
      place: `byte ${2 * packed.length}`,
    });
  });

  it.each([
    ['in one member', [300]],
    ['in two that are each small enough', [150, 150]],
  ])('more than 256 MiB of zeros %s', async (_, sizes) => {
    const bomb = Buffer.concat(sizes.map((size) => gzipSync(Buffer.alloc(size * 1_000_000))));
    expect(bomb.length).toBeLessThan(400_000);
    expect(await unzipBoth(bomb)).toEqual({
      kind: 'unreadable',
      problem: 'it unpacks to more than 256 MiB',
      place: null,
    });
  });
});

const COUNT = process.env.DEEP ? 4000 : 100;

it(`of ${COUNT} corruptions none is taken whose unpacked bytes changed`, async () => {
  const { integer } = createRandom(20_261_103);
  const random = (below: number) => integer(0, below - 1);
  let refused = 0;
  for (let index = 0; index < COUNT; index += 1) {
    const bytes = corrupted(random);
    const unzipped = await unzipBoth(bytes);
    if (unzipped.kind === 'unreadable') refused += 1;
    else expect(textOf(unzipped), `corruption ${index}`).toBe(text);
  }
  expect(refused).toBeGreaterThan(COUNT * 0.9);
});

/** The packed bytes with some of them changed, removed, doubled or added. */
function corrupted(random: (below: number) => number): Buffer {
  const bytes = Buffer.from(packed);
  const at = random(bytes.length);
  const other = random(bytes.length);
  const [from, to] = at < other ? [at, other] : [other, at + 1];
  switch (random(6)) {
    case 0:
      bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << random(8)), at);
      return bytes;
    case 1:
      bytes.writeUInt8(bytes.readUInt8(at) ^ (1 + random(255)), at);
      bytes.writeUInt8(random(256), other);
      return bytes;
    case 2:
      return bytes.subarray(0, at);
    case 3:
      return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
    case 4:
      return Buffer.concat([bytes.subarray(0, to), bytes.subarray(from)]);
    default:
      return Buffer.concat([
        bytes.subarray(0, at),
        Buffer.from(Array.from({ length: 1 + random(8) }, () => random(256))),
        bytes.subarray(at),
      ]);
  }
}
