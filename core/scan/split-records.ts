import { fieldOf, isJsonObject } from '../judge/json-fields.ts';
import { outlineList, type Piece } from './outline-list.ts';
import { parseBytes, parseElements } from './parse-bytes.ts';
import { type Line, splitLines } from './split-lines.ts';

/** One place in a log where a record stands, or where something stands that is none. */
export type Item =
  | { readonly kind: 'record'; readonly record: unknown; readonly place: string }
  | { readonly kind: 'bad'; readonly problem: string; readonly place: string }
  /** The file fails as a whole: what came before does not count, and nothing follows. */
  | { readonly kind: 'broken'; readonly problem: string; readonly place: string | null };

/** What the bytes of one log file hold. It is parsed piece by piece while the items are walked. */
export type Split = { readonly kind: 'records'; readonly items: Iterable<Item> } | Unreadable;

export type Unreadable = {
  readonly kind: 'unreadable';
  readonly problem: string;
  readonly place: string | null;
};

/** Longest line of a JSON-lines file, in bytes. CloudTrail's events end at 256 KB. */
const MAX_LINE_BYTES = 1_000_000;

/** Most lines of a JSON-lines file: 256 MiB of real records are 180,000, and each bad one is a gap. */
const MAX_LINES = 1_000_000;

/**
 * Splits the unpacked bytes of a log file into records: `{"Records": []}`, a list, one record, an
 * EventBridge envelope, or JSON lines of these. A file fails as a whole; of JSON lines only the bad line.
 */
export function splitRecords(bytes: Uint8Array): Split {
  return isJsonLines(bytes) ? splitJsonLines(bytes) : splitWhole(bytes);
}

/** Two lines or more, of which the first is a whole JSON value. */
function isJsonLines(bytes: Uint8Array): boolean {
  const lines = splitLines(bytes);
  const first = lines.next().value;
  return first && lines.next().value ? parseBytes(first.bytes).kind === 'json' : false;
}

function splitWhole(bytes: Uint8Array): Split {
  const pieces = outlineList(bytes);
  if (pieces !== null) {
    return { kind: 'records', items: { [Symbol.iterator]: () => itemsOfPieces(bytes, pieces) } };
  }
  const parsed = parseBytes(bytes);
  if (parsed.kind === 'unreadable') return parsed;
  const content = contentOf(parsed.value);
  if (content.kind === 'none') {
    return { kind: 'unreadable', problem: content.problem, place: null };
  }
  return {
    kind: 'records',
    items: { [Symbol.iterator]: () => itemsOf(content.values, (index) => `record ${index + 1}`) },
  };
}

function* itemsOfPieces(bytes: Uint8Array, pieces: readonly Piece[]): Generator<Item> {
  let before = 0;
  for (const { from, to } of pieces) {
    const values = parseElements(bytes.subarray(from, to));
    // Of several pieces none is empty: that would be a comma too many.
    if (values === null || (values.length === 0 && pieces.length > 1)) {
      yield describeBroken(bytes);
      return;
    }
    yield* itemsOf(values, (index) => `record ${before + index + 1}`);
    before += values.length;
  }
}

/** Parses the whole once more, because only that tells the exact place. */
export function describeBroken(bytes: Uint8Array): Item {
  const parsed = parseBytes(bytes);
  return parsed.kind === 'unreadable'
    ? { ...parsed, kind: 'broken' }
    : { kind: 'broken', problem: 'not JSON', place: null };
}

function splitJsonLines(bytes: Uint8Array): Split {
  const tooMany = lineAfter(bytes, MAX_LINES);
  if (tooMany !== null) {
    const problem = `more than ${MAX_LINES} lines`;
    return { kind: 'unreadable', problem, place: `line ${tooMany.number}` };
  }
  return { kind: 'records', items: { [Symbol.iterator]: () => itemsOfLines(bytes) } };
}

/** The line after so many lines that are not blank; null where there are not so many. */
function lineAfter(bytes: Uint8Array, count: number): Line | null {
  let before = 0;
  for (const line of splitLines(bytes)) {
    if (before === count) return line;
    before += 1;
  }
  return null;
}

function* itemsOfLines(bytes: Uint8Array): Generator<Item> {
  for (const line of splitLines(bytes)) yield* itemsOfLine(line);
}

function* itemsOfLine({ bytes, number }: Line): Generator<Item> {
  const place = `line ${number}`;
  if (bytes.length > MAX_LINE_BYTES) {
    const problem = `a line of ${bytes.length} bytes, at most ${MAX_LINE_BYTES} are read`;
    yield { kind: 'bad', problem, place };
    return;
  }
  const parsed = parseBytes(bytes);
  const content = parsed.kind === 'json' ? contentOf(parsed.value) : parsed;
  if (content.kind === 'list') {
    yield* itemsOf(content.values, (index) => `${place}, record ${index + 1}`);
  } else if (content.kind === 'one') {
    yield* itemsOf(content.values, () => place);
  } else {
    yield { kind: 'bad', problem: content.problem, place };
  }
}

type Content =
  | { readonly kind: 'list'; readonly values: readonly unknown[] }
  | { readonly kind: 'one'; readonly values: readonly [unknown] }
  | { readonly kind: 'none'; readonly problem: string };

const NO_DETAIL = 'an EventBridge event whose detail is no object';

/** What one JSON value holds that may be records, or why it holds none. */
function contentOf(value: unknown): Content {
  const list = Array.isArray(value) ? value : fieldOf(value, 'Records');
  if (Array.isArray(list)) return { kind: 'list', values: list };
  if (!isJsonObject(value)) {
    return { kind: 'none', problem: 'no CloudTrail record: neither an object nor a list' };
  }
  const record = unwrap(value);
  if (record === NO_RECORD) return { kind: 'none', problem: NO_DETAIL };
  const names = ['eventSource', 'eventName', 'eventID'];
  if (names.some((name) => fieldOf(record, name) !== undefined)) {
    return { kind: 'one', values: [value] };
  }
  return { kind: 'none', problem: `no CloudTrail record: none of ${names.join(', ')}` };
}

/** The records that are elements of a list. */
export function* itemsOf(
  values: readonly unknown[],
  placeOf: (index: number) => string,
): Generator<Item> {
  for (const [index, value] of values.entries()) {
    const place = placeOf(index);
    const record = unwrap(value);
    if (record === NO_RECORD) yield { kind: 'bad', problem: NO_DETAIL, place };
    else yield { kind: 'record', record, place };
  }
}

const NO_RECORD = Symbol('an envelope without a record');

/** The record inside an EventBridge envelope; anything else as it is. */
function unwrap(value: unknown): unknown {
  if (fieldOf(value, 'detail-type') === undefined) return value;
  const detail = fieldOf(value, 'detail');
  return isJsonObject(detail) ? detail : NO_RECORD;
}
