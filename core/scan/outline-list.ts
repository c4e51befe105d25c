import { endOfString } from './end-of-string.ts';
import { MAX_DEPTH } from './find-excess.ts';

/** Part of a file: whole elements of its list, with the commas between them and none around. */
export type Piece = { readonly from: number; readonly to: number };

/** A piece ends at the first element that makes it this long. */
const PIECE_BYTES = 256 * 1024;

const COMMA = 0x2c;
const QUOTE = 0x22;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/**
 * Cuts a file that is one list, or `{"Records": [...]}` and nothing else, into pieces, so that never
 * more than one of them has to stand in memory as values. Null for any other file, and for one that nests
 * too deep. It looks at brackets
 * outside strings alone: every piece must still parse, and then, and only then, the whole would too.
 */
export function outlineList(bytes: Uint8Array): readonly Piece[] | null {
  const start = listStart(bytes);
  if (start === null) return null;
  const pieces: Piece[] = [];
  const deepest = MAX_DEPTH - (start.isObject ? 2 : 1);
  let depth = 0;
  let from = start.at;
  for (let at = start.at; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === QUOTE) {
      at = endOfString(bytes, at);
    } else if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
      depth += 1;
      if (depth > deepest) return null;
    } else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
      depth -= 1;
      if (depth >= 0) continue;
      if (byte !== CLOSE_LIST || !isTail(bytes, at + 1, start.isObject)) return null;
      return [...pieces, { from, to: at }];
    } else if (byte === COMMA && depth === 0 && at - from >= PIECE_BYTES) {
      pieces.push({ from, to: at });
      from = at + 1;
    }
  }
  return null;
}

/** Where the elements of the list begin. */
function listStart(bytes: Uint8Array): { readonly at: number; readonly isObject: boolean } | null {
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const first = afterSpace(bytes, hasMark ? 3 : 0);
  if (bytes[first] === OPEN_LIST) return { at: first + 1, isObject: false };
  if (bytes[first] !== OPEN_OBJECT) return null;
  const name = afterSpace(bytes, first + 1);
  const key = '"Records"';
  for (let index = 0; index < key.length; index += 1) {
    if (bytes[name + index] !== key.charCodeAt(index)) return null;
  }
  const colon = afterSpace(bytes, name + key.length);
  const list = afterSpace(bytes, colon + 1);
  const isList = bytes[colon] === 0x3a && bytes[list] === OPEN_LIST;
  return isList ? { at: list + 1, isObject: true } : null;
}

/** Whether nothing follows but the end of the object and white space. */
function isTail(bytes: Uint8Array, from: number, isObject: boolean): boolean {
  let at = afterSpace(bytes, from);
  if (isObject) {
    if (bytes[at] !== CLOSE_OBJECT) return false;
    at = afterSpace(bytes, at + 1);
  }
  return at === bytes.length;
}

function afterSpace(bytes: Uint8Array, from: number): number {
  let at = from;
  while (bytes[at] === 0x20 || bytes[at] === 0x09 || bytes[at] === 0x0a || bytes[at] === 0x0d)
    at += 1;
  return at;
}
