import { describe, expect, it } from 'vitest';
import { findCandidates } from '../../../core/scan/find-candidates.ts';

const TOKENS = ['{', '}', '[', ']', ',', ':', '"a"', '""', '1', 'null'];
const LENGTH = process.env.DEEP ? 6 : 4;
const VALUE_LENGTH = process.env.DEEP ? 5 : 4;

/** Every text of so many tokens. */
function* sequences(length: number): Generator<string> {
  if (length === 0) yield '';
  else for (const rest of sequences(length - 1)) for (const token of TOKENS) yield token + rest;
}

/** Whether a text is a list of objects. */
function isListOfObjects(text: string): boolean {
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) && list.every((each) => /^\{/.test(JSON.stringify(each)));
  } catch {
    return false;
  }
}

const isCertain = (text: string) => findCandidates(Buffer.from(text), 1)?.end === text.length;

describe(`every text of up to ${LENGTH} tokens: certain of just those that are JSON`, () => {
  it.each([
    ['in a record', '[{', '}]'],
    ['as a value', '[{"k":', '}]'],
    ['as a value before another', '[{"k":', ',"l":2}]'],
    ['in a list', '[{"k":[', ']}]'],
    ['between records', '[{"k":1}', '{"l":2}]'],
    ['over the end of a block', `[{"${'x'.repeat(56)}":`, '}]'],
    ['in a record, over the end of a block', `[{"${'x'.repeat(54)}":1,`, '}]'],
  ])('%s', (_, before, after) => {
    let certain = 0;
    for (let length = 0; length <= LENGTH; length += 1) {
      for (const middle of sequences(length)) {
        const text = before + middle + after;
        const expected = isListOfObjects(text);
        if (isCertain(text) !== expected)
          throw new Error(`${text} is ${expected ? '' : 'no '}JSON`);
        if (expected) certain += 1;
      }
    }
    expect(certain).toBeGreaterThan(0);
  });
});

describe('numbers, words and texts are those of JSON', () => {
  const DIGITS = ['0', '1', '-', '+', '.', 'e', 'E', '9'];
  const letters = ['\\', '"', 'u', 'n', '/', 'x', '0', ''];
  const all = (parts: readonly string[], length: number): readonly string[] =>
    length === 0
      ? ['']
      : all(parts, length - 1).flatMap((text) => parts.map((part) => text + part));

  it.each([
    ['numbers', all(DIGITS, VALUE_LENGTH)],
    [
      'words',
      ['true', 'false', 'null', 'tru', 'truee', 'nulL', 'fals', 'falsee', 'NaN', 'Infinity', 't'],
    ],
    ['texts', all(letters, VALUE_LENGTH).map((text) => `"${text}"`)],
    ['letters', Array.from({ length: 128 }, (_, code) => `"${String.fromCharCode(code)}"`)],
    ['escapes', Array.from({ length: 128 }, (_, code) => `"\\${String.fromCharCode(code)}"`)],
  ])('%s', (_, values) => {
    for (const value of values) {
      for (const padding of ['', 'x'.repeat(54), 'x'.repeat(55), 'x'.repeat(57)]) {
        const text = `[{"${padding}":${value}}]`;
        const found = findCandidates(Buffer.from(text), 1);
        const hasCandidate = (found?.candidates.length ?? 0) > 0;
        // A candidate is parsed; what is none must be right.
        const isTaken = found?.end === text.length && !hasCandidate;
        const expected = isListOfObjects(text);
        if (expected ? found === null : isTaken) throw new Error(`${text}: ${isTaken}`);
      }
    }
  });

  it('of white space between tokens it is never certain, because it looks for compact JSON', () => {
    for (const text of ['[ {}]', '[{ }]', '[{}, {}]', '[{"a": 1}]', '[{}\n]']) {
      expect(isCertain(text)).toBe(false);
    }
  });
});

describe('what is a candidate', () => {
  it.each([
    ['bedrock as a value', '{"a":"bedrock.amazonaws.com"}', true],
    ['bedrock as a name', '{"bedrock":1}', true],
    ['deep inside', '{"a":[{"b":["bedrock"]}]}', true],
    ['an envelope', '{"detail-type":1}', true],
    ['an escape of a letter', '{"a":"\\u0041"}', true],
    ['a letter beyond ASCII', '{"a":"é"}', true],
    ['bedrock inside a text', '{"a":"x bedrock.amazonaws.com"}', false],
    ['another escape', '{"a":"\\"bedrock\\n"}', false],
    ['half of the word', '{"a":"bedroc"}', false],
    ['another word', '{"detail":{}}', false],
  ])('%s', (_, record, isCandidate) => {
    for (const padding of Array.from({ length: 130 }, (_, length) => 'x'.repeat(length))) {
      const first = `{"${padding}":0}`;
      const text = `[${first},${record},${first}]`;
      const from = first.length + 2;
      expect(findCandidates(Buffer.from(text), 1)).toEqual({
        records: 3,
        candidates: isCandidate ? [{ first: 1, from, to: from + Buffer.byteLength(record) }] : [],
        end: Buffer.byteLength(text),
      });
    }
  });
});
