import { type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { findBadUtf8 } from '../scan/find-bad-utf8.ts';
import { type BadKey, findBadKeys } from './find-bad-keys.ts';
import { type Locator, locatorOf } from './locate-path.ts';
import type { Problem } from './problem.ts';

/** A JSON text with the lines of its values. */
export type ParsedJson =
  | {
      readonly kind: 'json';
      readonly value: unknown;
      readonly locator: Locator;
      readonly badKeys: readonly BadKey[];
    }
  | { readonly kind: 'no-json'; readonly line: number; readonly problem: Problem };

const MAX_DEPTH = 64;
const MAX_CHARACTERS = 5_000_000;
const WHOLE: Problem['path'] = [];

/** Parses a JSON text of people: strict JSON, and a clear word where it is something else. */
export function parseJson(source: string | Uint8Array): ParsedJson {
  const decoded = decode(source);
  if (typeof decoded !== 'string') return decoded;
  const text = decoded.replace(/^\uFEFF/, '');
  if (text.length > MAX_CHARACTERS) {
    return noJson(
      1,
      `${text.length} characters`,
      `at most ${MAX_CHARACTERS}`,
      'is this a policy at all?',
    );
  }
  const deep = findTooDeep(text);
  if (deep !== null) {
    return noJson(
      locatorOf(text, undefined).lineAt(deep),
      `more than ${MAX_DEPTH} nested levels`,
      `at most ${MAX_DEPTH}`,
      'a policy nests 5 levels deep',
    );
  }
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  const [error] = errors;
  if (error !== undefined || tree === undefined) {
    return describeSyntax(
      text,
      error?.offset ?? 0,
      error === undefined ? 'ValueExpected' : printParseErrorCode(error.error),
    );
  }
  return {
    kind: 'json',
    value: JSON.parse(text) as unknown,
    locator: locatorOf(text, tree),
    badKeys: findBadKeys(tree),
  };
}

function decode(source: string | Uint8Array): string | ParsedJson {
  if (typeof source === 'string') return source;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(source);
  } catch {
    const before = new TextDecoder('latin1').decode(source.subarray(0, findBadUtf8(source)));
    const line = before.split('\n').length;
    return noJson(line, 'bytes that are not UTF-8', 'UTF-8', 'save the file as UTF-8');
  }
}

function findTooDeep(text: string): number | null {
  let depth = 0;
  for (const { index, 0: token } of text.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"|[[\]{}]/gs)) {
    if (token === '[' || token === '{') depth += 1;
    if (token === ']' || token === '}') depth -= 1;
    if (depth > MAX_DEPTH) return index;
  }
  return null;
}

function describeSyntax(text: string, offset: number, code: string): ParsedJson {
  const line = locatorOf(text, undefined).lineAt(offset);
  const found = text.slice(offset, offset + 20).split('\n')[0] ?? '';
  if (/^\s*(\/\/|\/\*|#)/.test(text.slice(offset))) {
    return noJson(
      line,
      'a comment',
      'JSON, and comments are not JSON',
      'remove it; a waiver has "reason", a fence has "name"',
    );
  }
  if (text.trim() === '')
    return noJson(1, 'an empty file', 'a JSON object', 'geofence init writes one');
  const where = found === '' ? 'the end of the file' : JSON.stringify(found);
  return noJson(
    line,
    `${where} (${code})`,
    'strict JSON',
    'often a comma too many or a quote too few',
  );
}

function noJson(line: number, found: string, allowed: string, fix: string): ParsedJson {
  return { kind: 'no-json', line, problem: { code: 'not-json', path: WHOLE, found, allowed, fix } };
}
