import { createInterner } from '../../core/judge/intern-facts.ts';
import { readRecord } from '../../core/judge/read-record.ts';
import type { Line, Reading } from '../../core/judge/reading.ts';
import { sha256Hex } from '../../core/policy/canonical-json.ts';
import type { LogFile } from '../../core/prove/evidence-line.ts';
import type { TrailSide } from '../../core/prove/reconcile.ts';
import {
  createTrailCoverage,
  deliveryOf,
  type TrailCoverage,
} from '../../core/prove/trail-coverage.ts';
import { scanRecords } from '../../core/scan/scan-records.ts';
import type { Period, TrailListing, TrailSource } from './ports.ts';

/** What could not be looked at or understood, and where. */
export type Unseen = { readonly where: string; readonly problem: string };

export type ReadTrail = {
  readonly side: TrailSide;
  readonly coverage: TrailCoverage;
  readonly files: number;
  /** What is not named like a log file, and was left alone. */
  readonly others: number;
  readonly unseen: readonly Unseen[];
};

type Log = TrailListing & { readonly kind: 'log' };

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
    if (entry.kind === 'gap') {
      unseen.push({ where: entry.key, problem: entry.problem });
      coverage.addUnread(entry.place, nowMs);
      continue;
    }
    if (entry.kind === 'other') {
      others += 1;
      continue;
    }
    files += 1;
    await readOne(entry, trail);
    onFile(files);
  }
  return { side: { lines, strays }, coverage, files, others, unseen };

  async function readOne(log: Log, source: TrailSource | null): Promise<void> {
    const { key, place, deliveredMs } = log;
    if (place !== null && deliveredMs !== null) coverage.addFile(place, deliveredMs);
    const read = await source?.read(key);
    const scanned = read?.kind === 'bytes' ? scanRecords(read.bytes) : read;
    if (read?.kind !== 'bytes' || scanned?.kind !== 'records') {
      const problem = scanned !== undefined && 'problem' in scanned ? scanned.problem : 'no trail';
      return miss(log, problem);
    }
    const readings: Reading[] = [];
    for (const item of scanned.items) {
      if (item.kind === 'broken') return miss(log, item.problem);
      if (item.kind === 'bad') miss(log, `${item.place}: ${item.problem}`);
      if (item.kind === 'record') readings.push(readRecord(item.record));
    }
    const from = { file: key, sha256: sha256Hex(read.bytes) };
    for (const reading of readings) take(reading, from, log);
  }

  function take(reading: Reading, from: LogFile, log: Log): void {
    // A copy, because interning may answer with what it was given.
    if ('line' in reading) lines.set({ ...intern(reading.line) }, from);
    else if (reading.corrects !== null && !strays.has(reading.corrects)) {
      strays.set(reading.corrects, from);
    }
    if (reading.kind === 'unreadable' || reading.kind === 'unrecognised')
      miss(log, reading.problem);
  }

  function miss({ key, place, deliveredMs }: Log, problem: string): void {
    unseen.push({ where: key, problem });
    coverage.addUnread(place, deliveredMs ?? nowMs);
  }
}
