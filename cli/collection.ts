import { createLedger, type Ledger } from '../core/judge/ledger.ts';
import type { Gap } from '../core/report/audit-report.ts';
import type { FileReading } from './read-items.ts';

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

/** Adds up what file after file holds. */
export function createCollection() {
  const ledger = createLedger();
  const gaps: Gap[] = [];
  const skipped: { path: string; reason: string }[] = [];
  const count = { files: 0, unreadableFiles: 0, records: 0, unreadableRecords: 0, unrecognised: 0 };
  return {
    skip: (path: string, reason: string) => void skipped.push({ path, reason }),
    /** Something where logs may lie that could not be looked at. */
    miss(file: string, problem: string, place: string | null = null): void {
      count.unreadableFiles += 1;
      gaps.push({ kind: 'file', file, place, problem });
    },
    addFile(shown: string, file: FileReading): void {
      count.files += 1;
      if (file.kind === 'unreadable') {
        this.miss(shown, file.problem, file.place);
        return;
      }
      count.records += file.records;
      count.unreadableRecords += file.unreadableRecords;
      count.unrecognised += file.unrecognised;
      for (const gap of file.gaps) gaps.push(gap);
      for (const reading of file.readings) ledger.add(reading);
    },
    collected: (): Collected => ({ ledger, ...count, gaps, skipped }),
  };
}
