import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findExcess, MAX_DEPTH, MAX_VALUES } from '../../../core/scan/find-excess.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const nested = (levels: number, inner = '') => '['.repeat(levels) + inner + ']'.repeat(levels);

describe('depth', () => {
  it.each([
    ['the deepest that is read', nested(MAX_DEPTH), null],
    ['one level more', nested(MAX_DEPTH + 1), `byte ${MAX_DEPTH}`],
    ['levels that never close', '{"a":'.repeat(100_000), `byte ${5 * MAX_DEPTH}`],
    ['levels in a text', JSON.stringify(nested(1000)), null],
    ['levels behind an escaped quote', JSON.stringify(`"${nested(1000)}\\"`), null],
    ['levels behind a text of backslashes', `["\\\\",${nested(MAX_DEPTH)}]`, 'byte 517'],
    ['many side by side', `[${'[],'.repeat(2000)}1]`, null],
    ['a text that never ends', `["${nested(1000)}`, null],
    ['a text that ends in a backslash', `["${nested(1000)}\\"`, null],
    ['closing without opening', `${']'.repeat(1000)}${'['.repeat(1000)}`, null],
    ['nothing', '', null],
  ])('%s', (_, text, place) => {
    expect(findExcess(bytes(text))?.place ?? null).toBe(place);
  });

  it('agrees with a count over the value, whatever the texts', () => {
    const depthOf = (value: unknown): number =>
      typeof value === 'object' && value !== null
        ? 1 + Math.max(0, ...Object.values(value).map(depthOf))
        : 0;
    const texts = fc.string({ unit: fc.constantFrom('"', '\\', '{', '[', ']', '}', 'a', 'ä') });
    const values = fc.letrec((tie) => ({
      any: fc.oneof({ maxDepth: 4 }, texts, fc.dictionary(texts, tie('any')), fc.array(tie('any'))),
    })).any;
    fc.assert(
      fc.property(values, (value) => {
        const text = JSON.stringify(value);
        const depth = depthOf(value);
        const fits = nested(MAX_DEPTH - depth, text);
        expect(findExcess(bytes(fits))).toBeNull();
        const over = nested(MAX_DEPTH - depth + 1, text);
        expect(findExcess(bytes(over))).not.toBeNull();
      }),
      { numRuns: 50 },
    );
  });
});

describe('values', () => {
  const list = (count: number) => `[${'0,'.repeat(count - 1)}0]`;
  it.each([
    ['as many as are read', list(MAX_VALUES), false],
    ['one more', list(MAX_VALUES + 1), true],
    ['one more, and no end', list(MAX_VALUES + 1).slice(0, -1), true],
    ['objects', `[${'{},'.repeat(MAX_VALUES / 2)}0]`, true],
    ['commas in a text', `["${','.repeat(MAX_VALUES + 1)}"]`, false],
  ])('%s', (_, text, isTooMuch) => {
    expect(findExcess(bytes(text)) !== null).toBe(isTooMuch);
  });

  it('the place is that of the object that is too much', () => {
    const objects = bytes(`[${'{},'.repeat(MAX_VALUES / 2 + 5)}0]`);
    expect(findExcess(objects)).toEqual({
      problem: `more than ${MAX_VALUES} values`,
      place: `byte ${(MAX_VALUES / 2) * 3 + 2}`,
    });
  });
});
