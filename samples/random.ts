/** A seeded source of everything that looks random in the samples: same seed, same bytes. */
export type Random = {
  /** From 0 up to, not including, 1. */
  readonly fraction: () => number;
  /** Both ends included. */
  readonly integer: (from: number, to: number) => number;
  readonly pick: <const Item>(items: readonly [Item, ...Item[]]) => Item;
  readonly text: (length: number, alphabet?: string) => string;
  readonly uuid: () => string;
  readonly shuffle: <Item>(items: readonly Item[]) => Item[];
};

const HEX = '0123456789abcdef';

/** Creates the generator "mulberry32" (public domain), good enough for ids in invented logs. */
export function createRandom(seed: number): Random {
  let state = seed;
  const fraction = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const integer = (from: number, to: number): number =>
    from + Math.floor(fraction() * (to - from + 1));
  const text = (length: number, alphabet: string = HEX): string =>
    Array.from({ length }, () => alphabet.charAt(integer(0, alphabet.length - 1))).join('');
  return {
    fraction,
    integer,
    text,
    pick: (items) => items[integer(0, items.length - 1)] ?? items[0],
    uuid: () => `${text(8)}-${text(4)}-4${text(3)}-${text(1, '89ab')}${text(3)}-${text(12)}`,
    shuffle: (items) =>
      items
        .map((item) => ({ item, order: fraction() }))
        .sort((a, b) => a.order - b.order)
        .map(({ item }) => item),
  };
}
