import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outlineList } from '../../../core/scan/outline-list.ts';
import { splitRecords } from '../../../core/scan/split-records.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const big = JSON.stringify({ eventID: 'x'.repeat(300_000) });

describe('outlineList', () => {
  it.each([
    ['Records', '{"Records":[{},{}]}', 1],
    ['white space', ' {\t"Records"\r\n:[ {} ]\n}\n', 1],
    ['a byte order mark', '\uFEFF[{}]', 1],
    ['an empty list', '[]', 1],
    ['elements that are large', `[${big},${big},${big}]`, 3],
    ['a comma that parts nothing', `[${big},]`, 2],
    ['another key before', '{"a":1,"Records":[]}', null],
    ['another key after', '{"Records":[],"a":[]}', null],
    ['the key twice', '{"Records":[],"Records":[]}', null],
    ['an escaped key', '{"\\u0052ecords":[]}', null],
    ['something after the end', '[{}] x', null],
    ['two lists', '[][]', null],
    ['closed by another bracket', '[{}}', null],
    ['not closed', '{"Records":[{}', null],
    ['one record', '{"eventID":"x"}', null],
    ['nothing', '', null],
  ])('%s', (_, text, pieces) => {
    expect(outlineList(bytes(text))?.length ?? null).toBe(pieces);
  });
});

/** What the whole parsed at once holds: the oracle. Null where it is no JSON. */
function wholeOf(text: string): readonly unknown[] | null {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    const records = Array.isArray(value) ? value : (value as { Records: unknown }).Records;
    return Array.isArray(records) ? records : null;
  } catch {
    return null;
  }
}

/** The same, piece by piece; null where the file fails. */
function piecewiseOf(text: string): readonly unknown[] | null {
  const split = splitRecords(bytes(text));
  if (split.kind === 'unreadable') return null;
  const items = [...split.items];
  if (items.some(({ kind }) => kind === 'broken')) return null;
  return items.flatMap((item) => (item.kind === 'record' ? [item.record] : []));
}

describe('piece by piece gives what the whole gives', () => {
  const junk = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    '"',
    ',',
    ':',
    '\\',
    ' ',
    '1',
    'e',
    '\u0000',
    'ä',
    'null',
  );
  const texts = fc.string({
    unit: fc.constantFrom('"', '\\', '{', '}', ',', '[', ']', 'Records', 'a'),
  });
  const records = fc.array(
    fc.oneof(fc.record({ eventID: texts, a: fc.jsonValue() }), fc.jsonValue()),
    { maxLength: 6 },
  );
  const shape = fc.constantFrom(
    (list: string) => `{"Records":${list}}`,
    (list: string) => list,
    (list: string) => ` { "Records" : ${list} } `,
  );

  it('whatever one place of the text is turned into', () => {
    fc.assert(
      fc.property(
        records,
        shape,
        fc.nat(),
        fc.nat(2),
        fc.array(junk, { maxLength: 2 }),
        (list, wrap, at, cut, put) => {
          const large =
            list.length > 3 ? [...list, { eventID: 'x'.repeat(270_000) }, ...list] : list;
          const whole = wrap(JSON.stringify(large));
          const place = at % (whole.length + 1);
          const text = whole.slice(0, place) + put.join('') + whole.slice(place + cut);
          fc.pre(!text.includes('\n') && !/detail/.test(text));
          const expected = wholeOf(text);
          fc.pre(expected !== null || !/^\s*\{(?!\s*"Records"\s*:\s*\[)/.test(text));
          expect(piecewiseOf(text)).toEqual(expected);
        },
      ),
      { numRuns: process.env.DEEP ? 50_000 : 1_000 },
    );
  });

  it('commas inside a large element part nothing', () => {
    const wide = `{"eventID":"${'x'.repeat(300_000)}","a":[1,2,{"b":3,"c":4}],"d":5}`;
    expect(piecewiseOf(`{"Records":[${wide},${wide}]}`)).toHaveLength(2);
    expect(outlineList(bytes(`[${wide},${wide}]`))).toHaveLength(2);
  });

  it('a comma too many after a large element is found', () => {
    expect(piecewiseOf(`[${big},]`)).toBeNull();
    expect(piecewiseOf(`[${big},${big}]`)).toHaveLength(2);
  });
});
