import {
  findNodeAtLocation,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser';
import type { Problem } from './problem.ts';

/** A JSON text with the lines of its values. */
export type ParsedJson =
  | {
      readonly kind: 'json';
      readonly value: unknown;
      /** The line of the nearest value on the path that exists. */
      readonly lineOf: (path: Problem['path']) => number;
      readonly duplicates: readonly Problem[];
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
      lineAt(text, deep),
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
    lineOf: (path) => lineAt(text, nearest(tree, path).offset),
    duplicates: findDuplicates(tree, WHOLE),
  };
}

function decode(source: string | Uint8Array): string | ParsedJson {
  if (typeof source === 'string') return source;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(source);
  } catch {
    return noJson(1, 'bytes that are not UTF-8', 'UTF-8', 'save the file as UTF-8');
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
  const line = lineAt(text, offset);
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

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

function nearest(tree: Node, path: Problem['path']): Node {
  for (let length = path.length; length > 0; length -= 1) {
    const node = findNodeAtLocation(tree, path.slice(0, length));
    if (node !== undefined) return node.parent?.type === 'property' ? node.parent : node;
  }
  return tree;
}

function findDuplicates(node: Node, path: Problem['path']): Problem[] {
  if (node.type === 'array') {
    return (node.children ?? []).flatMap((child, index) => findDuplicates(child, [...path, index]));
  }
  if (node.type !== 'object') return [];
  const seen = new Set<string>();
  return (node.children ?? []).flatMap(({ children: [key, value] = [] }) => {
    const name = String(key?.value);
    const here = [...path, name];
    const again = seen.has(name);
    seen.add(name);
    return [
      ...(again
        ? [
            {
              code: 'duplicate-key',
              path: here,
              found: `"${name}" twice`,
              allowed: 'each key once',
              fix: 'keep one of them',
            },
          ]
        : []),
      ...(value === undefined ? [] : findDuplicates(value, here)),
    ];
  });
}
