import { createLedger, type Ledger } from '../core/judge/ledger.ts';
import type { Gap } from '../core/report/audit-report.ts';
import { scanRecords } from '../core/scan/scan-records.ts';
import { findLogs } from '../io/find-logs.ts';
import { readLog } from '../io/read-log.ts';
import { type FileReading, readItems } from './read-items.ts';

/** Everything that was found in the logs before any policy is looked at. */
export type Collected = {
  readonly ledger: Ledger;
  readonly files: number;
  readonly unreadableFiles: number;
  readonly records: number;
  readonly unreadableRecords: number;
  readonly unrecognised: number;
  readonly gaps: readonly Gap[];
  readonly skipped: readonly { readonly path: string; readonly reason: string }[];
};

/** How far the collecting has come. */
export type Progress = {
  readonly files: number;
  readonly bytes: number;
  readonly records: number;
  readonly bedrockRecords: number;
};

/**
 * Reads every log below the paths, one file in memory at a time. What cannot be read or understood
 * becomes a gap and everything else is still read. Stops early only when `signal` fires.
 */
export async function collectLogs(
  paths: readonly string[],
  signal: AbortSignal,
  onProgress: (progress: Progress) => void,
): Promise<Collected> {
  const ledger = createLedger();
  const gaps: Gap[] = [];
  const skipped: { path: string; reason: string }[] = [];
  const count = { files: 0, unreadableFiles: 0, records: 0, unreadableRecords: 0, unrecognised: 0 };
  let bytes = 0;
  let bedrockRecords = 0;

  for await (const found of findLogs(paths)) {
    if (signal.aborted) break;
    if (found.kind === 'skipped') {
      skipped.push({ path: found.path, reason: found.reason });
      continue;
    }
    if (found.kind === 'gap') {
      count.unreadableFiles += 1;
      gaps.push({ kind: 'file', file: found.path, place: null, problem: found.problem });
      continue;
    }
    count.files += 1;
    const log = await readLog(found.path);
    const split = log.kind === 'bytes' ? scanRecords(log.bytes) : log;
    const file = split.kind === 'records' ? readItems(split.items, found.shown) : split;
    if (file.kind === 'unreadable') {
      count.unreadableFiles += 1;
      gaps.push({ kind: 'file', file: found.shown, place: file.place, problem: file.problem });
    } else {
      take(file);
    }
    bytes += log.kind === 'bytes' ? log.bytes.length : 0;
    onProgress({ files: count.files, bytes, records: count.records, bedrockRecords });
  }
  return { ledger, ...count, gaps, skipped };

  function take(file: FileReading & { kind: 'read' }): void {
    count.records += file.records;
    count.unreadableRecords += file.unreadableRecords;
    count.unrecognised += file.unrecognised;
    for (const gap of file.gaps) gaps.push(gap);
    for (const reading of file.readings) {
      ledger.add(reading);
      if ('line' in reading) bedrockRecords += 1;
    }
  }
}
