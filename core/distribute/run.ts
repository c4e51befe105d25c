/** One distributed comparison of a trail with evidence. Times are UTC epoch milliseconds. */
export type Run = {
  /** The name of its execution: begins the key of everything that it hands on. */
  readonly name: string;
  readonly fromMs: number;
  /** The first instant that is no longer in the period. */
  readonly untilMs: number;
  /** When it began: hours that ended just before are not looked at yet. */
  readonly nowMs: number;
  /** Keyed lines are spread over so many parts by the hash of their key. */
  readonly parts: number;
  /** Where somebody named the files: the list, and no other file is read. */
  readonly manifest?: string;
};

/** A part by its number; `linked` holds what corrections join together. */
export type PartName = `${number}` | 'linked';

/** Where a run keeps what its functions hand on to each other, below `runs/` in the work bucket. */
export function workKeys({ name }: Pick<Run, 'name'>) {
  const root = `runs/${name}/`;
  return {
    /** Files that are to be read, one a line; what listing them found beside. */
    manifest: `${root}manifest.jsonl`,
    listed: `${root}listed.json`,
    /** What each batch of files was, without its lines. */
    batches: `${root}batches/`,
    gathered: `${root}gathered.json`,
    linesOf: (part: PartName) => `${root}lines/${part}/`,
    /** The hours in which a part was worked on. */
    attemptsOf: (part: PartName | 'finish') => `${root}attempts/${part}/`,
    /** What people have to be told of. */
    foundOf: (part: PartName) => `${root}found/${part}.jsonl.gz`,
    reports: `${root}parts/`,
    reportOf: (part: PartName) => `${root}parts/${part}.json`,
    report: `${root}report.json`,
  };
}
