/** How many there are, and the first of them. */
export type Listed<T> = { readonly count: number; readonly shown: readonly T[] };

/** So many are kept of one list; all of them are counted. */
const MOST_SHOWN = 1000;

export function listed<T>(all: readonly T[]): Listed<T> {
  return { count: all.length, shown: all.slice(0, MOST_SHOWN) };
}

/** Several lists as one; `compare` keeps the first of all, in order. */
export function mergeListed<T>(
  lists: readonly Listed<T>[],
  compare: (a: T, b: T) => number,
): Listed<T> {
  const shown = lists.flatMap((each) => each.shown).sort(compare);
  return {
    count: lists.reduce((sum, each) => sum + each.count, 0),
    shown: shown.slice(0, MOST_SHOWN),
  };
}
