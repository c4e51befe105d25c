import { fieldOf } from '../core/judge/json-fields.ts';
import { readRecord } from '../core/judge/read-record.ts';
import type { Reading } from '../core/judge/reading.ts';
import { isEvidence } from '../core/prove/is-evidence.ts';
import { readEvidence } from '../core/prove/read-evidence.ts';
import { splitRecords } from '../core/scan/split-records.ts';
import { type Found, openSources, type SourceOptions } from '../io/open-sources.ts';
import { readLog, unpackLog } from '../io/read-log.ts';

/** A record or line of evidence that tells of what was asked for, and where it stands. */
export type Sighting = { readonly file: string; readonly place: string; readonly reading: Reading };

export type FoundRecords = {
  readonly sightings: readonly Sighting[];
  readonly files: number;
  /** Files that could not be looked at: what was asked for may stand there too. */
  readonly gaps: readonly { readonly file: string; readonly problem: string }[];
};

/**
 * Finds every record that has something to do with an event or request: its copies, its completion, its
 * corrections and theirs, and the creation of the application profile that it names. Each round may
 * name further ids; only files whose bytes hold one of them are parsed.
 */
export async function findRecords(
  paths: readonly string[],
  id: string,
  signal: AbortSignal,
  options: SourceOptions = {},
): Promise<FoundRecords> {
  const ids = new Set([id]);
  for (;;) {
    const known = ids.size;
    const found = await look(paths, ids, signal, options);
    for (const each of found.sightings.flatMap(({ reading }) => leadsOf(reading))) ids.add(each);
    if (ids.size === known || signal.aborted) return found;
  }
}

async function look(
  paths: readonly string[],
  ids: ReadonlySet<string>,
  signal: AbortSignal,
  options: SourceOptions,
): Promise<FoundRecords> {
  const needles = [...ids].map((id) => Buffer.from(id));
  const sightings: Sighting[] = [];
  const gaps: { file: string; problem: string }[] = [];
  let files = 0;
  for await (const found of openSources(paths, options, signal)) {
    if (signal.aborted) break;
    if (found.kind === 'skipped') continue;
    if (found.kind === 'gap') {
      gaps.push({ file: found.path, problem: found.problem });
      continue;
    }
    files += 1;
    const log = await open(found);
    if (log.kind === 'unreadable') {
      gaps.push({ file: found.shown, problem: log.problem });
      continue;
    }
    const bytes = Buffer.from(log.bytes.buffer, log.bytes.byteOffset, log.bytes.byteLength);
    if (!needles.some((needle) => bytes.includes(needle))) continue;
    const read = isEvidence(bytes) ? readLines(bytes) : readRecords(bytes);
    if (typeof read === 'string') {
      gaps.push({ file: found.shown, problem: read });
      continue;
    }
    for (const { place, reading, own } of read) {
      const named = [...own, ...idsOf(reading), ...creationOf(reading)];
      if (named.some((each) => ids.has(each)))
        sightings.push({ file: found.shown, place, reading });
    }
  }
  return { sightings, files, gaps };
}

async function open(found: Found & { kind: 'file' | 'object' }) {
  if (found.kind === 'file') return readLog(found.path);
  const object = await found.fetch();
  return object.kind === 'bytes' ? unpackLog(object.bytes) : object;
}

type Read = { readonly place: string; readonly reading: Reading; readonly own: readonly string[] };

/** The records of a log; a text where it fails as a whole. */
function readRecords(bytes: Uint8Array): readonly Read[] | string {
  const split = splitRecords(bytes);
  if (split.kind === 'unreadable') return split.problem;
  const read: Read[] = [];
  for (const item of split.items) {
    if (item.kind === 'broken') return item.problem;
    if (item.kind === 'bad') continue;
    const { record, place } = item;
    const own = ['eventID', 'requestID'].map((name) => fieldOf(record, name));
    const reading = readRecord(record);
    read.push({ place, reading, own: own.filter((each) => typeof each === 'string') });
  }
  return read;
}

function readLines(bytes: Uint8Array): readonly Read[] | string {
  const read: Read[] = [];
  for (const line of readEvidence(new TextDecoder().decode(bytes))) {
    if (line.kind === 'bad') return line.problem;
    read.push({ place: `line ${read.length + 1}`, reading: line.reading, own: [] });
  }
  return read;
}

/** The ids by which a reading is found. */
function idsOf(reading: Reading): readonly string[] {
  if (!('line' in reading)) return reading.corrects === null ? [] : [reading.corrects];
  const { eventId, requestId, corrects } = reading.line;
  return [eventId, requestId, corrects].flatMap((each) => each ?? []);
}

/** What to look for beside it. Not the other calls through its profile: only how that was created. */
function leadsOf(reading: Reading): readonly string[] {
  const models = 'line' in reading ? reading.line.facts.models : [];
  const profiles = models.filter((model) => model.includes(':application-inference-profile/'));
  return [...idsOf(reading), ...profiles];
}

function creationOf(reading: Reading): readonly string[] {
  return reading.kind === 'other' && reading.creation !== null ? [reading.creation.arn] : [];
}
