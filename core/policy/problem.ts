/** One thing wrong with a policy, before its line is known. */
export type Problem = {
  /** Stable, for tests and searches: "unknown-region". */
  readonly code: string;
  /** Keys and indexes from the root of the file. */
  readonly path: readonly (string | number)[];
  readonly found: string;
  readonly allowed: string;
  /** What to change. */
  readonly fix: string;
};

/** A problem with its place in the file. */
export type PlacedProblem = Problem & {
  /** JSON pointer: "/fences/0/allow/1". */
  readonly pointer: string;
  /** 1-based; null where the policy did not come from a file. */
  readonly line: number | null;
};

/** A value as a person should see it: short, on one line. */
export function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}..."` : text;
}

export function pointerOf(path: Problem['path']): string {
  return path
    .map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
}
