import type { ReadEvidenceLine } from './read-evidence-line.ts';

/** How many records of an account in a source Region stand in some evidence. Nothing is settled. */
export type RecordCount = {
  readonly accountId: string | null;
  readonly sourceRegion: string;
  readonly calls: number;
  readonly completions: number;
  readonly submissions: number;
};

/** What the lines of evidence say in sum. */
export type LineTally = {
  /** By account and source Region, sorted. */
  readonly counts: readonly RecordCount[];
  /** Hashes of the policies that judged them, sorted. */
  readonly policies: readonly string[];
  /** Lines that are none. */
  readonly unreadable: number;
};

const COUNTED = { call: 'calls', completion: 'completions', submission: 'submissions' } as const;

/** Adds up lines of evidence, and tallies of others. */
export function createTally() {
  const counts = new Map<string, Mutable<RecordCount>>();
  const policies = new Set<string>();
  let unreadable = 0;

  function countOf({ accountId, sourceRegion }: Pick<RecordCount, 'accountId' | 'sourceRegion'>) {
    const key = JSON.stringify([accountId, sourceRegion]);
    const known = counts.get(key);
    if (known !== undefined) return known;
    const fresh = { accountId, sourceRegion, calls: 0, completions: 0, submissions: 0 };
    counts.set(key, fresh);
    return fresh;
  }

  return {
    addLine(line: ReadEvidenceLine): void {
      if (line.kind === 'bad') {
        unreadable += 1;
        return;
      }
      if (line.policySha256 !== null) policies.add(line.policySha256);
      if ('line' in line.reading) {
        countOf(line.reading.line.facts)[COUNTED[line.reading.kind]] += 1;
      }
    },
    addTally(tally: LineTally): void {
      for (const count of tally.counts) {
        const sum = countOf(count);
        for (const name of Object.values(COUNTED)) sum[name] += count[name];
      }
      for (const policy of tally.policies) policies.add(policy);
      unreadable += tally.unreadable;
    },
    tally: (): LineTally => ({
      counts: [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, count]) => count),
      policies: [...policies].sort(),
      unreadable,
    }),
  };
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
