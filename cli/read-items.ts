import { readRecord } from '../core/judge/read-record.ts';
import type { Reading } from '../core/judge/reading.ts';
import type { Gap } from '../core/report/audit-report.ts';
import type { ScannedItem } from '../core/scan/scan-records.ts';

/** What one log file holds, or why it fails as a whole. */
export type FileReading =
  | {
      readonly kind: 'read';
      /** Readings that tell something; what is of other services is only counted. */
      readonly readings: readonly Reading[];
      readonly records: number;
      readonly unreadableRecords: number;
      readonly unrecognised: number;
      readonly gaps: readonly Gap[];
    }
  | { readonly kind: 'unreadable'; readonly problem: string; readonly place: string | null };

/**
 * Reads the items of one file. Nothing of it counts before all of it was read, because a file that
 * fails is a gap as a whole.
 */
export function readItems(items: Iterable<ScannedItem>, file: string): FileReading {
  const readings: Reading[] = [];
  const gaps: Gap[] = [];
  const count = { records: 0, unreadableRecords: 0, unrecognised: 0 };
  for (const item of items) {
    if (item.kind === 'broken') return { ...item, kind: 'unreadable' };
    if (item.kind === 'others') {
      count.records += item.count;
      continue;
    }
    const { place } = item;
    count.records += 1;
    if (item.kind === 'bad') {
      count.unreadableRecords += 1;
      gaps.push({ kind: 'record', file, place, problem: item.problem });
      continue;
    }
    const reading = readRecord(item.record);
    if (!isPlain(reading)) readings.push(reading);
    if (reading.kind === 'unreadable') {
      count.unreadableRecords += 1;
      gaps.push({ kind: 'record', file, place, problem: reading.problem });
    } else if (reading.kind === 'unrecognised') {
      count.unrecognised += 1;
      gaps.push({ kind: 'unrecognised', file, place, problem: reading.problem });
    }
  }
  return { kind: 'read', readings, ...count, gaps };
}

function isPlain(reading: Reading): boolean {
  return reading.kind === 'other' && reading.creation === null && reading.corrects === null;
}
