import { describe, expect, it } from 'vitest';
import { parsePolicy } from '../../../core/policy/parse-policy.ts';
import { goodPolicy, problemsOf } from './policies.ts';

const good = JSON.stringify(goodPolicy(), null, 1);
/** Something put after the first line of a good file. */
const second = (text: string) => good.replace('{\n', `{\n${text}\n`);

describe('what is no JSON is refused whole, with its line', () => {
  it.each<readonly [string, string | Uint8Array, number, RegExp]>([
    ['a comment of one line', second('// ours'), 2, /comment/],
    ['a comment of two lines', second('\n/* ours\n */'), 3, /comment/],
    ['a comment before all', `// ours\n${good}`, 1, /comment/],
    ['a comment after all', `${good}\n/* ours */`, good.split('\n').length + 1, /comment/],
    ['a trailing comma in an object', '{\n"fences": [],\n}', 3, /\}/],
    ['a trailing comma in a list', '{\n"fences": [\n1,\n]}', 4, /\]/],
    ['an empty file', '', 1, /an empty file/],
    ['white space alone', ' \n\n\t', 1, /an empty file/],
    ['a byte order mark alone', '\uFEFF', 1, /an empty file/],
    ['single quotes', "{\n'fences': []}", 2, /fences/],
    ['a string that does not end', '{"a":\n"b', 2, /b/],
    ['half a file', '{\n"fences": [', 2, /end of the file/],
    ['two values', `${good}\n{}`, good.split('\n').length + 1, /\{/],
    ['a bad number', '{"a":\n01}', 2, /1/],
    ['NaN', '{"a":\nNaN}', 2, /NaN/],
    ['bytes that are not UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), 1, /not UTF-8/],
    [
      'bytes that are not UTF-8, on their line',
      Buffer.from(`{\n"ä":\n"\xe4"`, 'latin1').fill('x', 3, 4),
      3,
      /not UTF-8/,
    ],
    ['UTF-16', Buffer.from(`\uFEFF${good}`, 'utf16le'), 1, /not UTF-8/],
    ['100,000 lists in each other', `\n${'['.repeat(100_000)}`, 2, /64 nested levels/],
    ['65 objects in each other', `${'{"a":'.repeat(65)}1${'}'.repeat(65)}`, 1, /64 nested/],
    ['more than 5 million characters', `${' '.repeat(5_000_001)}`, 1, /5000001 characters/],
  ])('%s', (_, source, line, found) => {
    const problems = problemsOf(source);
    expect(problems).toEqual([
      expect.objectContaining({
        code: 'not-json',
        pointer: '',
        line,
        found: expect.stringMatching(found),
      }),
    ]);
    for (const { allowed, fix } of problems) expect([allowed, fix]).not.toContain('');
  });
});

describe('keys that are wrong in any file', () => {
  it.each<readonly [string, string, string, string, number]>([
    [
      'given twice at the top',
      '{\n"fences": [{"name": "a", "allow": ["eu"]}],\n"fences": [{"name": "b", "allow": ["eu"]}]}',
      'duplicate-key',
      '/fences',
      3,
    ],
    [
      'given twice deep inside, once with an escape',
      '{"fences": [{"name": "a", "allow": ["eu"],\n"n\\u0061me": "b"}]}',
      'duplicate-key',
      '/fences/0/name',
      2,
    ],
    ...['__proto__', 'constructor', 'prototype'].map(
      (key) =>
        [
          `${key}, which a parser drops`,
          `{"fences": [{"name": "a", "allow": ["eu"], "scope":\n{"${key}": ["x"]}}]}`,
          'unknown-key',
          `/fences/0/scope/${key}`,
          2,
        ] as const,
    ),
  ])('%s', (_, source, code, pointer, line) => {
    expect(problemsOf(source)).toEqual([expect.objectContaining({ code, pointer, line })]);
  });

  it('what is wrong below a key given twice is found where it counts', () => {
    const source =
      '{"fences": [{"name": "a", "allow": ["eu"]}],\n"fences": [\n{"name": "b", "allow": ["euu"]}]}';
    expect(problemsOf(source).map(({ code, line }) => [code, line])).toEqual([
      ['duplicate-key', 2],
      ['unknown-place', 3],
    ]);
  });
});

it('60,000 problems are told within the time of a test', () => {
  const keys = Array.from({ length: 60_000 }, (_, index) => `"key${index}": 1`);
  const problems = problemsOf(`{\n${keys.join(',\n')}\n}`);
  expect(problems).toHaveLength(60_001);
  expect(problems.at(-1)?.line).toBe(60_001);
});

describe('JSON all the same', () => {
  it.each<readonly [string, string | Uint8Array]>([
    ['a byte order mark', `\uFEFF${good}`],
    ['a byte order mark in bytes', Buffer.from(`\uFEFF${good}`)],
    ['Windows line ends', good.replaceAll('\n', '\r\n')],
    ['comment marks and brackets within a text', good.replace('europe', `// /* ${'['.repeat(99)}`)],
  ])('%s', (_, source) => {
    expect(parsePolicy(source).kind).toBe('policy');
  });

  it('no depth between the limit and far beyond throws', () => {
    for (const depth of [63, 64, 65, 1000]) {
      const deep = `${'['.repeat(depth)}${']'.repeat(depth)}`;
      expect(problemsOf(deep).length).toBeGreaterThan(0);
    }
  });
});
