import type { Line } from '../core/judge/reading.ts';
import { type Found, openSources, type SourceOptions } from '../io/open-sources.ts';
import { type Collected, createCollection } from './collection.ts';
import { createLogReader, type LogReader } from './log-reader.ts';
import type { FileReading } from './read-items.ts';
import type { LogRead } from './read-log-job.ts';
import { runAhead } from './run-ahead.ts';

export type CollectOptions = SourceOptions & {
  /** Threads that read; 1 where nothing is said: this one. */
  readonly jobs?: number | undefined;
  /** For the progress alone: whether a record, judged by itself, ran outside. */
  readonly isOutside?: ((line: Line) => boolean) | undefined;
};

/** How far the collecting has come. */
export type Progress = {
  readonly files: number;
  /** Null while not all of them were found. */
  readonly allFiles: number | null;
  /** Unpacked. */
  readonly bytes: number;
  readonly records: number;
  readonly calls: number;
  /** Null where nobody judges. */
  readonly outside: number | null;
};

/** Files that are found before they are read; a year of an organization's is a million. */
const FOUND_AHEAD = 10_000;
/** Objects that are fetched at once: most of the time of a small one is waiting. */
const FETCHED_AHEAD = 32;
/** And so many bytes of them, unless one alone is larger. */
const FETCHED_BYTES = 64 * 1024 * 1024;

/**
 * Reads every log of the sources: files, folders, `s3://bucket/prefix`. What cannot be read or
 * understood becomes a gap and everything else is still read. What comes of it does not depend on the
 * number of jobs. Stops early only when `signal` fires.
 */
export async function collectLogs(
  sources: readonly string[],
  signal: AbortSignal,
  onProgress: (progress: Progress) => void,
  { jobs = 1, isOutside, ...options }: CollectOptions = {},
): Promise<Collected> {
  const collection = createCollection();
  const found = runAhead(openSources(sources, options, signal), FOUND_AHEAD);
  const reader = createLogReader(jobs);
  const progress = { files: 0, bytes: 0, records: 0, calls: 0, outside: isOutside ? 0 : null };
  const reading: { readonly each: Found; readonly read: Promise<LogRead> | null }[] = [];
  try {
    for await (const each of found.items) {
      if (signal.aborted) break;
      while (reading.length > 0 && bytesOf(reading) + sizeOf(each) > FETCHED_BYTES) {
        await takeFirst();
      }
      const read = begin(each, reader);
      read?.catch(() => undefined);
      reading.push({ each, read });
      const most = each.kind === 'object' ? FETCHED_AHEAD : 8 * (jobs - 1);
      while (reading.length > most) await takeFirst();
    }
    while (reading.length > 0 && !signal.aborted) await takeFirst();
  } finally {
    await reader.close();
  }
  return collection.collected();

  async function takeFirst(): Promise<void> {
    const first = reading.shift();
    if (first === undefined) return;
    const { each } = first;
    if (each.kind === 'skipped') collection.skip(each.path, each.reason);
    else if (each.kind === 'gap') collection.miss(each.path, each.problem);
    else if (first.read !== null) take(each.shown, await first.read);
  }

  function take(shown: string, { file, bytes }: LogRead): void {
    collection.addFile(shown, file);
    progress.files += 1;
    progress.bytes += bytes;
    count(file);
    const { count: files, isAll } = found.seen();
    onProgress({ ...progress, allFiles: isAll ? files : null });
  }

  function count(file: FileReading): void {
    if (file.kind === 'unreadable') return;
    progress.records += file.records;
    for (const reading of file.readings) {
      if (reading.kind !== 'call') continue;
      progress.calls += 1;
      if (isOutside?.(reading.line)) progress.outside = (progress.outside ?? 0) + 1;
    }
  }
}

function bytesOf(reading: readonly { readonly each: Found }[]): number {
  return reading.reduce((sum, { each }) => sum + sizeOf(each), 0);
}

/** What it takes in memory before it is read. */
function sizeOf(each: Found): number {
  return each.kind === 'object' ? each.size : 0;
}

function begin(each: Found, reader: LogReader): Promise<LogRead> | null {
  switch (each.kind) {
    case 'file':
      return reader.read({ kind: 'path', path: each.path, shown: each.shown });
    case 'object':
      return fetchAndRead(each, reader);
    default:
      return null;
  }
}

async function fetchAndRead(
  { shown, fetch }: Found & { kind: 'object' },
  reader: LogReader,
): Promise<LogRead> {
  const object = await fetch();
  if (object.kind === 'unreadable') return { file: object, bytes: 0 };
  return reader.read({ kind: 'bytes', bytes: object.bytes, shown });
}
