/** Groups of equal things, each with its first member and what was added up. */
export type Groups<T, C> = {
  /** Adds one thing; `fold` changes the group's counts. */
  readonly add: (key: string, first: () => T, fold: (counts: C) => void) => void;
  /** In the order of the keys' code units. */
  readonly list: () => readonly (readonly [first: T, counts: C])[];
};

export function createGroups<T, C>(start: () => C): Groups<T, C> {
  const groups = new Map<string, readonly [T, C]>();
  return {
    add(key, first, fold) {
      const group = groups.get(key) ?? ([first(), start()] as const);
      groups.set(key, group);
      fold(group[1]);
    },
    list: () => [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group),
  };
}
