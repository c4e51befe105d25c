import type * as v from 'valibot';
import { closest } from '../catalog/closest.ts';
import { isJsonObject } from '../judge/json-fields.ts';
import { type Problem, show } from './problem.ts';

type Issue = v.BaseIssue<unknown>;

/** A schema, and what a file of it is as a whole: 'a policy is one JSON object with "fences"'. */
export type Shape = { readonly schema: v.GenericSchema; readonly whole: string };

/** What a schema takes offence at, in a person's words. */
export function describeIssue(issue: Issue, root: unknown, { schema, whole }: Shape): Problem {
  const path = (issue.path ?? []).map(({ key }) => (typeof key === 'number' ? key : String(key)));
  const name = nameOf(path);
  if (issue.expected === 'never') return unknownKey(path, schema);
  if (issue.received === 'undefined') {
    return {
      code: 'missing-key',
      path,
      found: `no ${name}`,
      allowed: allowedBy(issue),
      fix: `add ${name}`,
    };
  }
  return {
    code: 'wrong-value',
    path,
    found: show(issue.input),
    allowed: allowedBy(issue),
    fix: isJsonObject(root) ? (rewrite(issue) ?? `correct ${name}`) : whole,
  };
}

/** `"allow"`, or `entry 2 of "allow"`. */
function nameOf(path: Problem['path']): string {
  const last = path.at(-1) ?? 'the file';
  return typeof last === 'number'
    ? `entry ${last + 1} of ${nameOf(path.slice(0, -1))}`
    : `"${last}"`;
}

const WORDS: Readonly<Record<string, string>> = {
  string: 'a text',
  Array: 'a list',
  Object: 'an object',
};

function allowedBy({ kind, message, expected }: Issue): string {
  if (kind === 'validation') return message;
  const text = String(expected);
  return WORDS[text] ?? text.replace(/^\((.*)\)$/, '$1').replaceAll(' | ', ' or ');
}

/** The value as it should be written, where that is plain. */
function rewrite({ kind, type, expected, input }: Issue): string | null {
  const isScalar = typeof input === 'string' || typeof input === 'number';
  if (kind !== 'schema' || !isScalar) return null;
  if (expected === 'Array') return `write it as a list: [${show(String(input))}]`;
  if (expected === 'string') return `write it in quotes: ${show(String(input))}`;
  if (type !== 'picklist') return null;
  const [near] = closest(String(input), [...String(expected).matchAll(/"([^"]+)"/g)].map(textOf));
  return near === undefined ? null : `did you mean "${near}"?`;
}

function textOf([, text = '']: RegExpMatchArray): string {
  return text;
}

function unknownKey(path: Problem['path'], root: v.GenericSchema): Problem {
  const name = String(path.at(-1));
  const siblings = siblingsOf(path, root);
  const [near] = closest(name, siblings);
  return {
    code: 'unknown-key',
    path,
    found: show(name),
    allowed: siblings.map((key) => `"${key}"`).join(', '),
    fix: near === undefined ? 'remove it' : `did you mean "${near}"?`,
  };
}

/** The keys that the schema knows at the place of an unknown one. */
function siblingsOf(path: Problem['path'], root: v.GenericSchema): readonly string[] {
  let schema: unknown = root;
  for (const part of path.slice(0, -1)) {
    const { entries, item, value } = unwrap(schema);
    schema = typeof part === 'number' ? item : (entries?.[part] ?? value);
  }
  return Object.keys(unwrap(schema).entries ?? {});
}

type SchemaParts = {
  readonly entries?: Readonly<Record<string, unknown>>;
  readonly item?: unknown;
  readonly value?: unknown;
  readonly wrapped?: unknown;
};

function unwrap(schema: unknown): SchemaParts {
  const parts = (schema ?? {}) as SchemaParts;
  return parts.wrapped === undefined ? parts : unwrap(parts.wrapped);
}
