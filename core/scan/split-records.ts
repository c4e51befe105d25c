import { fieldOf, isJsonObject } from '../judge/json-fields.ts';
import { findTooDeep, MAX_DEPTH } from './find-too-deep.ts';

/** One place in a log where a record stands, or where something stands that is none. */
export type Item =
  | { readonly kind: 'record'; readonly record: unknown; readonly place: string }
  | { readonly kind: 'bad'; readonly problem: string; readonly place: string };

/** What the bytes of one log file hold. */
export type Split =
  | { readonly kind: 'records'; readonly items: readonly Item[] }
  | { readonly kind: 'unreadable'; readonly problem: string; readonly place: string | null };

/** Longest line of a JSON-lines file, in bytes. CloudTrail's events end at 256 KB. */
const MAX_LINE_BYTES = 1_000_000;

const NEW_LINE = 0x0a;
const decoder = new TextDecoder('utf-8', { fatal: true });

/**
 * Splits the unpacked bytes of a log file into records: `{"Records": []}`, a list, one record, an
 * EventBridge envelope, or JSON lines of these. A file fails as a whole; of JSON lines only the bad line.
 */
export function splitRecords(bytes: Uint8Array): Split {
  const lines = linesOf(bytes);
  const [first] = lines;
  if (first !== undefined && lines.length > 1 && isWhole(bytes, first)) {
    return { kind: 'records', items: lines.flatMap((line) => splitLine(bytes, line)) };
  }
  const parsed = parse(bytes);
  if (parsed.kind === 'unreadable') return parsed;
  const records = recordsIn(parsed.value);
  if (typeof records === 'string') return { kind: 'unreadable', problem: records, place: null };
  return {
    kind: 'records',
    items: records.map((record, index) => ({
      kind: 'record',
      record,
      place: `record ${index + 1}`,
    })),
  };
}

type Line = { readonly start: number; readonly end: number; readonly number: number };

/** The lines that are not blank. Looks no further than the second unless the first may be whole. */
function linesOf(bytes: Uint8Array): readonly Line[] {
  const lines: Line[] = [];
  let number = 0;
  for (let start = 0; start < bytes.length; ) {
    const found = bytes.indexOf(NEW_LINE, start);
    const end = found === -1 ? bytes.length : found;
    number += 1;
    if (!isBlank(bytes, start, end)) lines.push({ start, end, number });
    start = end + 1;
  }
  return lines;
}

function isBlank(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at];
    if (byte !== 0x20 && byte !== 0x09 && byte !== 0x0d) return false;
  }
  return true;
}

/** Whether a line may be a whole JSON value; one over the limit counts if it ends like one. */
function isWhole(bytes: Uint8Array, { start, end }: Line): boolean {
  return parse(bytes.subarray(start, end)).kind === 'json';
}

function splitLine(bytes: Uint8Array, { start, end, number }: Line): readonly Item[] {
  const place = `line ${number}`;
  const length = end - start;
  if (length > MAX_LINE_BYTES) {
    const problem = `a line of ${length} bytes, at most ${MAX_LINE_BYTES} are read`;
    return [{ kind: 'bad', problem, place }];
  }
  const parsed = parse(bytes.subarray(start, end));
  if (parsed.kind === 'unreadable') return [{ kind: 'bad', problem: parsed.problem, place }];
  const records = recordsIn(parsed.value);
  if (typeof records === 'string') return [{ kind: 'bad', problem: records, place }];
  return records.map((record) => ({ kind: 'record', record, place }));
}

/** The records in one JSON value, or why it holds none. */
function recordsIn(value: unknown): readonly unknown[] | string {
  if (Array.isArray(value)) return value.map(unwrap);
  if (!isJsonObject(value)) return 'no CloudTrail record: neither an object nor a list';
  const records = fieldOf(value, 'Records');
  if (Array.isArray(records)) return records.map(unwrap);
  const record = unwrap(value);
  const isRecord = ['eventSource', 'eventName', 'eventID'].some(
    (name) => fieldOf(record, name) !== undefined,
  );
  return isRecord ? [record] : 'no CloudTrail record: none of eventSource, eventName, eventID';
}

/** The record inside an EventBridge envelope; anything else as it is. */
function unwrap(value: unknown): unknown {
  const detail = fieldOf(value, 'detail');
  return isJsonObject(detail) && fieldOf(value, 'detail-type') !== undefined ? detail : value;
}

type Parsed =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'unreadable'; readonly problem: string; readonly place: string | null };

function parse(bytes: Uint8Array): Parsed {
  const deep = findTooDeep(bytes);
  if (deep !== null) return unreadable(`nested deeper than ${MAX_DEPTH} levels`, `byte ${deep}`);
  let text: string;
  try {
    text = decoder.decode(bytes);
  } catch {
    return unreadable('not UTF-8', null);
  }
  try {
    return { kind: 'json', value: JSON.parse(text) };
  } catch (error) {
    return describeSyntax(bytes, text, String(error instanceof Error ? error.message : error));
  }
}

function describeSyntax(bytes: Uint8Array, text: string, message: string): Parsed {
  const nul = bytes.indexOf(0);
  if (nul !== -1) return unreadable('a NUL byte: no JSON', `byte ${nul}`);
  const [, position] = /at position (\d+)/.exec(message) ?? [];
  if (/Unexpected end|Unterminated/.test(message) || Number(position) >= text.trimEnd().length) {
    return unreadable('not JSON: it ends too early', `byte ${bytes.length}`);
  }
  return unreadable('not JSON', position === undefined ? null : `character ${position}`);
}

function unreadable(problem: string, place: string | null): Parsed {
  return { kind: 'unreadable', problem, place };
}
