import { scanRecords } from '../core/scan/scan-records.ts';
import { readLog, type Unzip, unpackLog } from '../io/read-log.ts';
import { releaseMemory } from '../io/release-memory.ts';
import { unzip } from '../io/unzip.ts';
import { type FileReading, readItems } from './read-items.ts';

/** One log to be read: where it lies, or its bytes, which nobody else may look at any more. */
export type LogJob =
  | { readonly kind: 'path'; readonly path: string; readonly shown: string }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array; readonly shown: string };

/** What it holds, and how many bytes it has unpacked. */
export type LogRead = { readonly file: FileReading; readonly bytes: number };

/** Unpacks, scans and reads one log. All that a thread is given to do: `dist/read-log-job.mjs`. */
export async function readLogJob(job: LogJob, unpack: Unzip = unzip): Promise<LogRead> {
  const log = await (job.kind === 'path'
    ? readLog(job.path, unpack)
    : unpackLog(job.bytes, unpack));
  if (log.kind === 'unreadable') return { file: log, bytes: 0 };
  const split = scanRecords(log.bytes);
  const file = split.kind === 'records' ? readItems(split.items, job.shown) : split;
  const { length } = log.bytes;
  releaseMemory(log.bytes);
  return { file, bytes: length };
}

/** Does nothing, in a thread that has loaded what it needs when it is done. */
export function warmUp(): void {
  scanRecords(new TextEncoder().encode('[{}]'));
}
