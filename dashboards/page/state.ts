/** What a reader has chosen. */
export type State = {
  /** Exact values by key; `when` is the begin of a time. */
  readonly filter: Readonly<Record<string, string>>;
  readonly search: string;
  readonly sort: Sort | null;
};

export type Sort = { readonly table: string; readonly column: number; readonly down: boolean };

export const FILTER_KEYS = ['from', 'ran', 'verdict', 'when', 'account', 'role', 'model'] as const;

/** Reads `#?from=eu-central-1&q=chat&sort=routes.4.down`; null where the address is a place in the page. */
export function readHash(hash: string): State | null {
  if (!hash.startsWith('#?') && hash !== '' && hash !== '#') return null;
  const given = new URLSearchParams(hash.slice(2));
  const filter = FILTER_KEYS.flatMap((key) => {
    const value = given.get(key);
    return value === null ? [] : [[key, value] as const];
  });
  const [table = '', column = '', way = ''] = (given.get('sort') ?? '').split('.');
  const isSort = /^\d+$/.test(column) && (way === 'up' || way === 'down');
  return {
    filter: Object.fromEntries(filter),
    search: given.get('q') ?? '',
    sort: isSort ? { table, column: Number(column), down: way === 'down' } : null,
  };
}

export function writeHash({ filter, search, sort }: State): string {
  const query = new URLSearchParams(filter);
  if (search !== '') query.set('q', search);
  if (sort !== null) query.set('sort', `${sort.table}.${sort.column}.${sort.down ? 'down' : 'up'}`);
  return `#?${query}`;
}
