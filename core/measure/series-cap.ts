/** Names of routes that one process may give to CloudWatch. Each series costs money. */
const SERIES_CAP = 150;

/** Decides whether a name of a series may be used; the names that came first keep their place. */
export type SeriesCap = { readonly admits: (name: string) => boolean };

/**
 * Lives as long as the process that ingests. Past the cap a point is counted under "other", so that
 * hostile input costs no fortune and no point is lost from a sum.
 */
export function createSeriesCap(cap = SERIES_CAP): SeriesCap {
  const admitted = new Set<string>();
  return {
    admits(name) {
      if (admitted.has(name)) return true;
      if (admitted.size >= cap) return false;
      admitted.add(name);
      return true;
    },
  };
}
