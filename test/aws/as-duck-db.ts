/**
 * A query for Athena as DuckDB takes it, which the emulator asks. Two things are put otherwise. Athena
 * turns an array of rows into columns by the order of the table's type, DuckDB by their names and only
 * when it is told. And DuckDB finds out the type of each field from what it looks like, so that a text
 * that looks like a time is one: what is cut is made a text again.
 */
export function asDuckDb(sql: string): string {
  return sql
    .replace(
      /cross join unnest\(([^)]+)\) as (\w+) \(\w+,[^)]*\)/g,
      'cross join lateral (select unnest($1, max_depth := 2)) as $2',
    )
    .replace(/substr\(([^,]+),/g, 'substr(cast($1 as varchar),');
}
