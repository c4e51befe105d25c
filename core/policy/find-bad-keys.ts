import type { Node } from 'jsonc-parser';
import { type Problem, show } from './problem.ts';

/** A key that is wrong whatever the policy's shape, at its offset in the text. */
export type BadKey = { readonly problem: Problem; readonly offset: number };

/** JavaScript's own names: parsers drop them without a word, so that they would pass as known. */
const NO_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

/** Keys given twice in one object, at their second place, and keys that no parser would show us. */
export function findBadKeys(node: Node, path: Problem['path'] = []): readonly BadKey[] {
  if (node.type === 'array') {
    return (node.children ?? []).flatMap((child, index) => findBadKeys(child, [...path, index]));
  }
  if (node.type !== 'object') return [];
  const seen = new Set<string>();
  return (node.children ?? []).flatMap(({ children: [key, value] = [], offset }) => {
    const name = String(key?.value);
    const here = [...path, name];
    const again = seen.has(name);
    seen.add(name);
    return [
      ...(again ? [{ offset, problem: duplicateKey(here, name) }] : []),
      ...(NO_KEYS.has(name) ? [{ offset, problem: noKey(here, name) }] : []),
      ...(value === undefined ? [] : findBadKeys(value, here)),
    ];
  });
}

function duplicateKey(path: Problem['path'], name: string): Problem {
  return {
    code: 'duplicate-key',
    path,
    found: `${show(name)} twice`,
    allowed: 'each key once',
    fix: 'keep one of them',
  };
}

function noKey(path: Problem['path'], name: string): Problem {
  return {
    code: 'unknown-key',
    path,
    found: show(name),
    allowed: "a key that is not one of JavaScript's own names",
    fix: 'remove it',
  };
}
