import { endOfString } from './end-of-string.ts';
import { MAX_DEPTH } from './find-excess.ts';
import { isListTail, listStart } from './list-frame.ts';

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
      if (byte !== CLOSE_LIST || !isListTail(bytes, at + 1, start)) return null;
      return [...pieces, { from, to: at }];
    } else if (byte === COMMA && depth === 0 && at - from >= PIECE_BYTES) {
      pieces.push({ from, to: at });
      from = at + 1;
    }
  }
  return null;
}
