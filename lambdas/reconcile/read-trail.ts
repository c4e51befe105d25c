import { createInterner } from '../../core/judge/intern-facts.ts';
import type { Line, Reading } from '../../core/judge/reading.ts';
import type { TrailSide } from '../../core/prove/compare-sides.ts';
import type { LogFile } from '../../core/prove/evidence-line.ts';
import {
  createTrailCoverage,
  deliveryOf,
  type TrailCoverage,
} from '../../core/prove/trail-coverage.ts';
import type { Unseen } from '../../core/prove/unseen.ts';
import type { Period, TrailListing, TrailSource } from './ports.ts';
import { readTrailFile } from './read-trail-file.ts';

export type ReadTrail = {
  readonly side: TrailSide;
  readonly coverage: TrailCoverage;
  readonly files: number;
  /** What is not named like a log file, and was left alone. */
  readonly others: number;
  readonly unseen: readonly Unseen[];
};

/**
 * Reads the files of a trail that may hold records of a period: those delivered in it and in the days
 * after. One file is in memory at a time; of each Bedrock record about 300 bytes are kept.
 */
export async function readTrail(
  trail: TrailSource | null,
  period: Period,
  nowMs: number,
  onFile: (files: number) => void = () => undefined,
): Promise<ReadTrail> {
  const lines = new Map<Line, LogFile>();
  const strays = new Map<string, LogFile>();
  const unseen: Unseen[] = [];
  const coverage = createTrailCoverage(nowMs);
  const intern = createInterner();
  let [files, others] = [0, 0];
  for await (const entry of trail?.list(deliveryOf(period)) ?? []) {
    if (entry.kind === 'gap') miss(entry, nowMs, entry.problem);
    if (entry.kind === 'other') others += 1;
    if (entry.kind !== 'log' || trail === null) continue;
    files += 1;
    await readOne(entry, trail);
    onFile(files);
  }
  return { side: { lines, strays }, coverage, files, others, unseen };

  async function readOne(log: TrailListing & { kind: 'log' }, source: TrailSource): Promise<void> {
    const { place, deliveredMs } = log;
    if (place !== null && deliveredMs !== null) coverage.addFile(place, deliveredMs);
    const { readings, from, problems } = await readTrailFile(log.key, source);
    for (const problem of problems) miss(log, deliveredMs ?? nowMs, problem);
    if (from === null) return;
    for (const reading of readings) take(reading, from);
  }

  function take(reading: Reading, from: LogFile): void {
    // A copy, because interning may answer with what it was given.
    if ('line' in reading) lines.set({ ...intern(reading.line) }, from);
    else if (reading.corrects !== null && !strays.has(reading.corrects)) {
      strays.set(reading.corrects, from);
    }
  }

  function miss(
    { key, place }: Exclude<TrailListing, { kind: 'other' }>,
    deliveredMs: number,
    problem: string,
  ): void {
    unseen.push({ where: key, problem });
    coverage.addUnread(place, deliveredMs);
  }
}
