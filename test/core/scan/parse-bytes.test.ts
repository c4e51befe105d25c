import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseBytes } from '../../../core/scan/parse-bytes.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('what is no JSON says where', () => {
  it.each([
    ['{"a":1,}', 'not JSON', 'line 1, column 8'],
    ['not json at all', 'not JSON', 'line 1, column 1'],
    ['hello', 'not JSON', 'line 1, column 1'],
    ['{\n  "a": 1,\n  "b": oops\n}', 'not JSON', 'line 3, column 8'],
    ['{"ä":oops}', 'not JSON', 'line 1, column 6'],
    ['\uFEFF{"a":oops}', 'not JSON', 'line 1, column 6'],
    ['{"a":1}}', 'not JSON', 'line 1, column 8'],
    ['{"a":1}\n{"a":1}', 'not JSON', 'line 2, column 1'],
    ['// why\n{}', 'not JSON', 'line 1, column 1'],
    ["{'a':1}", 'not JSON', 'line 1, column 2'],
    ['{"a":"b\nc"}', 'not JSON', 'line 1, column 6'],
    ['', 'not JSON: it ends too early', 'byte 0'],
    ['\uFEFF', 'not JSON: it ends too early', 'byte 3'],
    ['{"ä":', 'not JSON: it ends too early', 'byte 6'],
    ['{"a":[1,2', 'not JSON: it ends too early', 'byte 9'],
    ['{"a":"b', 'not JSON: it ends too early', 'byte 7'],
    [' \n\t ', 'not JSON: it ends too early', 'byte 4'],
    ['{"a":1}\0', 'a NUL byte: no JSON', 'byte 7'],
    ['{"a":"ä\0"}', 'a NUL byte: no JSON', 'byte 8'],
    ['\0\0\0', 'a NUL byte: no JSON', 'byte 0'],
    ['['.repeat(100_000), 'nested deeper than 512 levels', 'byte 512'],
  ])('%j', (text, problem, place) => {
    expect(parseBytes(bytes(text))).toEqual({ kind: 'unreadable', problem, place });
  });

  it.each([
    ['UTF-16', Buffer.from('\uFEFF{"a":1}', 'utf16le'), 'not UTF-8', 'byte 0'],
    ['UTF-16 without a mark', Buffer.from('{"a":1}', 'utf16le'), 'a NUL byte: no JSON', 'byte 1'],
    ['Latin-1', Buffer.from('{"a":"für"}', 'latin1'), 'not UTF-8', 'byte 7'],
    ['a character cut at the end', bytes('{"a":"ä').subarray(0, -1), 'not UTF-8', 'byte 7'],
  ])('%s', (_, input, problem, place) => {
    expect(parseBytes(input)).toEqual({ kind: 'unreadable', problem, place });
  });
});

it('takes what JSON.parse takes, and nothing else', () => {
  const pieces = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    '"',
    '\\',
    ',',
    ':',
    '1',
    '-',
    '.',
    'e',
    'null',
    'a',
    'ä',
    ' ',
    '\n',
    '"a":',
    '/',
    '\u2028',
  );
  const texts = fc.oneof(
    fc.json(),
    fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(texts, (text) => {
      const parsed = parseBytes(bytes(text));
      let value: unknown;
      try {
        value = JSON.parse(text);
      } catch {
        expect(parsed).toEqual({
          kind: 'unreadable',
          problem: expect.stringMatching(/^not JSON/),
          place: expect.stringMatching(/^(byte \d+|line \d+, column \d+)$/),
        });
        return;
      }
      expect(parsed).toEqual({ kind: 'json', value });
    }),
    { numRuns: 1000 },
  );
});
