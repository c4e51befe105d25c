import { fieldOf } from '../judge/json-fields.ts';
import type { Problem } from './problem.ts';

/**
 * One entry of a list in a policy that may still have mistakes elsewhere. The checks read it field by
 * field, so that every problem is told at once and not only those of a perfect file.
 */
export type Draft = { readonly value: unknown; readonly path: Problem['path'] };

/** The entries of a list below `path`; none where it is no list. */
export function entriesOf(root: Draft, ...names: readonly string[]): readonly Draft[] {
  const at = fieldBelow(root, ...names);
  if (!Array.isArray(at.value)) return [];
  return at.value.map((value: unknown, index) => ({ value, path: [...at.path, index] }));
}

/** The value at some keys below a draft, with its path. */
export function fieldBelow({ value, path }: Draft, ...names: readonly string[]): Draft {
  return {
    value: names.reduce<unknown>((inner, name) => fieldOf(inner, name), value),
    path: [...path, ...names],
  };
}

/** The texts of a list, with their paths; what is no text is told by the schema. */
export function textsOf(root: Draft, ...names: readonly string[]) {
  return entriesOf(root, ...names).flatMap(({ value, path }) =>
    typeof value === 'string' ? [{ text: value, path }] : [],
  );
}
