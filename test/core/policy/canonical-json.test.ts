import fc from 'fast-check';
import { expect, it } from 'vitest';
import { canonicalJson, sha256Hex } from '../../../core/policy/canonical-json.ts';

/** The same value with the keys of every object in another order. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, turned(inner)]),
  );
}

/** Any JSON, after a trip through text; `__proto__` is no key that `Object.entries` gives back. */
const json = fc
  .jsonValue({ maxDepth: 4 })
  .map((value) => JSON.parse(JSON.stringify(value).replaceAll('"__proto__":', '"proto":')));

it('the order of keys does not count, and no value is lost', () => {
  fc.assert(
    fc.property(json, (value) => {
      const text = canonicalJson(value);
      expect(canonicalJson(turned(value))).toBe(text);
      expect(JSON.parse(text)).toEqual(value);
    }),
  );
});

it.each([
  [{ b: 1, a: [2, { d: 1, c: null }] }, '{"a":[2,{"c":null,"d":1}],"b":1}'],
  [{ Ä: 1, a: 1, Z: 1, '10': 1, '9': 1 }, '{"9":1,"10":1,"Z":1,"a":1,"Ä":1}'],
  [[3, 1, 2], '[3,1,2]'],
])('%j', (value, text) => {
  expect(canonicalJson(value)).toBe(text);
});

it('the order of a list counts', () => {
  expect(canonicalJson([1, 2])).not.toBe(canonicalJson([2, 1]));
});

it('SHA-256 is of UTF-8', () => {
  expect(sha256Hex('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  expect(sha256Hex('ä')).toBe(sha256Hex(Buffer.from([0xc3, 0xa4]).toString('utf8')));
  expect(sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});
