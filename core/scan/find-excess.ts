import { endOfString } from './end-of-string.ts';

/** Deepest nesting that is read. Real records nest about ten levels. */
export const MAX_DEPTH = 512;

/**
 * Most values in one JSON text. 256 MiB of real records hold about 7.5 million (36 bytes each); an
 * object of two bytes becomes 56 in memory, and running out of memory ends the whole process.
 */
export const MAX_VALUES = 8_000_000;

/** What is too much to be parsed, and the byte at which it becomes so. */
export type Excess = { readonly problem: string; readonly place: string };

const QUOTE = 0x22;
const COMMA = 0x2c;

/**
 * Whether JSON nests too deep or holds too many values, outside strings; null where it does neither.
 * `JSON.parse` would take the one and die of the other.
 */
export function findExcess(bytes: Uint8Array): Excess | null {
  let depth = 0;
  let values = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === QUOTE) {
      at = endOfString(bytes, at);
    } else if (byte === COMMA) {
      values += 1;
    } else if (byte === 0x7b || byte === 0x5b) {
      depth += 1;
      values += 1;
      if (depth > MAX_DEPTH) return excess(`nested deeper than ${MAX_DEPTH} levels`, at);
    } else if (byte === 0x7d || byte === 0x5d) {
      depth -= 1;
      if (values > MAX_VALUES) return excess(`more than ${MAX_VALUES} values`, at);
    }
  }
  return values > MAX_VALUES ? excess(`more than ${MAX_VALUES} values`, bytes.length) : null;
}

function excess(problem: string, byte: number): Excess {
  return { problem, place: `byte ${byte}` };
}
