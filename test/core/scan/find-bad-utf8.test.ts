import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findBadUtf8 } from '../../../core/scan/find-bad-utf8.ts';

/** Feeds one byte after the other: slow and plain. */
function firstBad(bytes: Uint8Array): number {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  return bytes.findIndex((_, at) => {
    try {
      decoder.decode(bytes.subarray(at, at + 1), { stream: true });
      return false;
    } catch {
      return true;
    }
  });
}

const padding = [0, 1, 2, 3, 61, 62, 63, 64, 65, 127, 1000];

describe.each(padding)('behind %d bytes that are well', (before) => {
  it.each([
    ['a byte that never occurs', [0xff], 0],
    ['a continuation of nothing', [0x80], 0],
    ['five continuations of nothing', [0x80, 0x80, 0x80, 0x80, 0x80], 0],
    ['a character cut by a letter', [0xe2, 0x82, 0x41], 2],
    ['an overlong slash', [0xc0, 0xaf], 0],
    ['half of a surrogate pair', [0xed, 0xa0, 0x80], 1],
  ])('%s', (_, bad, offset) => {
    for (const letter of ['a', 'ä', '€', '😀']) {
      const well = new TextEncoder().encode(letter.repeat(before));
      for (const behind of [0, 1, 70, 999]) {
        const bytes = new Uint8Array([...well, ...bad, ...Array(behind).fill(0x62)]);
        expect(findBadUtf8(bytes)).toBe(well.length + offset);
      }
    }
  });
});

it('an end within a character is at the end', () => {
  const bytes = new TextEncoder().encode(`${'a'.repeat(500)}😀`);
  for (const cut of [1, 2, 3]) {
    expect(findBadUtf8(bytes.subarray(0, -cut))).toBe(bytes.length - cut);
  }
});

it('agrees with reading byte by byte', () => {
  const pieces = fc.oneof(
    {
      weight: 8,
      arbitrary: fc
        .constantFrom('a', 'ä', '€', '😀', '\uFEFF')
        .map((letter) => [...Buffer.from(letter)]),
    },
    {
      weight: 1,
      arbitrary: fc.uint8Array({ minLength: 1, maxLength: 4 }).map((bytes) => [...bytes]),
    },
  );
  fc.assert(
    fc.property(fc.array(pieces, { minLength: 1, maxLength: 300 }), (parts) => {
      const bytes = new Uint8Array(parts.flat());
      const bad = firstBad(bytes);
      fc.pre(bad !== -1);
      expect(findBadUtf8(bytes)).toBe(bad);
    }),
    { numRuns: 300 },
  );
});
