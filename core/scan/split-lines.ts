/** One line that is not blank: its bytes, without the line feed, and its number from 1. */
export type Line = { readonly bytes: Uint8Array; readonly number: number };

const LINE_FEED = 0x0a;

/** The lines of a text that are not blank, one after the other. */
export function* splitLines(bytes: Uint8Array): Generator<Line> {
  let number = 0;
  for (let start = 0; start < bytes.length; ) {
    const found = bytes.indexOf(LINE_FEED, start);
    const end = found === -1 ? bytes.length : found;
    number += 1;
    if (!isBlank(bytes, start, end)) yield { bytes: bytes.subarray(start, end), number };
    start = end + 1;
  }
}

function isBlank(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at];
    if (byte !== 0x20 && byte !== 0x09 && byte !== 0x0d) return false;
  }
  return true;
}
