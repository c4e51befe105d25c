import type { Random } from '../../../samples/random.ts';
import { aReported } from '../judge/records.ts';

/** Turns the text of one record into another. */
type Mutate = (text: string, random: Random) => string;

const json = JSON.stringify;

/** A call that nothing may hide, and that nothing may be taken for. */
export const BEDROCK = json(aReported('us-east-1'));

/** Puts a text in the place of the n-th match, if there is one. */
function atMatch(text: string, pattern: RegExp, random: Random, put: (match: string) => string) {
  const matches = [...text.matchAll(pattern)];
  const match = matches[random.integer(0, Math.max(0, matches.length - 1))];
  if (match === undefined) return text;
  return text.slice(0, match.index) + put(match[0]) + text.slice(match.index + match[0].length);
}

const asEscape = (letter: string) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;
const withField = (text: string, key: string, value: string) =>
  text.startsWith('{"') ? `{${key}:${value},${text.slice(1)}` : text;

/** Every way in which records are changed. */
export const MUTATIONS: readonly Mutate[] = [
  // Escapes, in names and in values.
  (text, random) => atMatch(text, /[a-zA-Z]/g, random, asEscape),
  (text, random) =>
    atMatch(
      text,
      /bedrock|eventSource|detail-type/g,
      random,
      (word) => asEscape(word.charAt(0)) + word.slice(1),
    ),
  (text, random) => atMatch(text, /"[^"]*"/g, random, (word) => word.replace(/\w/g, asEscape)),
  (text, random) =>
    atMatch(text, /\//g, random, () =>
      random.pick(['\\/', '\\\\', '\\"', '\\n', '\\x', '\\u12G4', '\\', '\\\\\\"', '\\u005c"']),
    ),
  // Records in records, and texts that look like some.
  (text) => withField(text, '"requestParameters"', `{"Records":[${BEDROCK},${BEDROCK}]}`),
  (text) => withField(text, '"Records"', `[${BEDROCK}]`),
  (text) => withField(text, '"note"', json(`},${BEDROCK},{"a":"`)),
  (text) => withField(text, '"note"', json(BEDROCK)),
  (text, random) =>
    withField(text, '"note"', json(random.text(random.integer(0, 200), '{}[]",:\\ a'))),
  (text, random) =>
    withField(
      text,
      json(random.text(random.integer(0, 70), '{}[]",:\\ a')),
      '{"eventSource":"bedrock.amazonaws.com"}',
    ),
  // Keys in another order, or twice.
  (text, random) => {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return text;
    return json(Object.fromEntries(random.shuffle(Object.entries(value))));
  },
  (text) => withField(text, '"eventSource"', '"bedrock.amazonaws.com"'),
  (text) => `${text.slice(0, -1)},"eventSource":"bedrock.amazonaws.com"}`,
  (text) => `${text.slice(0, -1)},"eventSource":"s3.amazonaws.com"}`,
  (text) => withField(text, '"__proto__"', '{"eventSource":"bedrock.amazonaws.com"}'),
  // White space.
  (text) => JSON.stringify(JSON.parse(text), null, 1),
  (text, random) =>
    atMatch(text, /[,:{}[\]]/g, random, (mark) =>
      random.pick([` ${mark}`, `${mark} `, `\n${mark}\t`, `${mark}\u00a0`, `${mark}\f`]),
    ),
  (text) => text.replace('"eventSource":"', '"eventSource" :\n "'),
  // Numbers and words.
  (text, random) =>
    withField(
      text,
      '"n"',
      random.pick([
        '1e999',
        '-0',
        '123456789012345678901234567890',
        '1E+5',
        '0.1e-7',
        '9'.repeat(60),
        '01',
        '1.',
        '.5',
        '+1',
        '-',
        '1e',
        '0x1',
        'NaN',
        '1_0',
        '- 1',
        '1 2',
        '--1',
      ]),
    ),
  (text, random) =>
    atMatch(text, /true|false|null/g, random, (word) =>
      random.pick([word.slice(1), `${word}e`, word.toUpperCase(), `${word} `, `[${word}]`]),
    ),
  // Letters beyond ASCII, halves of pairs, bytes that are no UTF-8, control characters.
  (text, random) =>
    withField(
      text,
      '"t"',
      random.pick([
        '"\u00e4\u20ac\u{1f600}"',
        '"\\ud800"',
        '"\\ud83d\\ude00"',
        '"\\ude00\\ud83d"',
        '"\u007f"',
        '"\u0000"',
        '"a\tb"',
        '"a\nb"',
        '"\u2028"',
      ]),
    ),
  (text, random) => withField(text, '"t"', `"${random.pick(['\uf8ff', '\uf8fe', '\uf8fd'])}"`),
  // Whatever else.
  (text, random) =>
    withoutOrWith(
      text,
      random,
      random.pick([
        '',
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
        'u',
        '.',
        '-',
      ]),
    ),
  (text, random) =>
    atMatch(text, /[{}[\]]/g, random, (mark) =>
      random.pick(['', mark + mark, '{', '}', '[', ']', '{}', '[]']),
    ),
  (text, random) =>
    atMatch(text, /[,:]/g, random, (mark) =>
      random.pick(['', mark + mark, ',', ':', ';', `${mark}1`]),
    ),
  (text, random) => atMatch(text, /"/g, random, () => random.pick(['', '""', "'", '\\"'])),
  (text, random) => {
    const levels = random.integer(480, 520);
    return withField(text, '"deep"', '['.repeat(levels) + ']'.repeat(levels));
  },
  (text, random) => {
    const levels = random.integer(1, 70);
    return withField(
      text,
      '"deep"',
      `${'{"a":['.repeat(levels)}1${random.pick([']}', ']}', ']}', '}]'])}${']}'.repeat(levels - 1)}`,
    );
  },
  (text, random) => withField(text, '"long"', json('x'.repeat(random.integer(0, 300)))),
  (text, random) =>
    withField(
      text,
      json('k'.repeat(random.integer(0, 300))),
      random.pick(['1', '""', '"a"', '{}', '']),
    ),
];

function withoutOrWith(text: string, random: Random, put: string): string {
  const at = random.integer(0, text.length);
  return text.slice(0, at) + put + text.slice(at + random.integer(0, 2));
}
