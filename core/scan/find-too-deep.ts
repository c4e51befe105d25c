/** Deepest nesting that is read. Real records nest about ten levels. */
export const MAX_DEPTH = 512;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * The byte at which JSON nests deeper than `MAX_DEPTH`, outside strings; null where it never does.
 * `JSON.parse` would take it, and whatever walks the value later would not.
 */
export function findTooDeep(bytes: Uint8Array): number | null {
  let depth = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === QUOTE) {
      at = endOfString(bytes, at);
    } else if (byte === 0x7b || byte === 0x5b) {
      depth += 1;
      if (depth > MAX_DEPTH) return at;
    } else if (byte === 0x7d || byte === 0x5d) {
      depth -= 1;
    }
  }
  return null;
}

/** The closing quote of the string that opens at `open`; the end of the bytes where there is none. */
function endOfString(bytes: Uint8Array, open: number): number {
  let close = bytes.indexOf(QUOTE, open + 1);
  while (close !== -1) {
    let backslashes = 0;
    while (bytes[close - 1 - backslashes] === BACKSLASH) backslashes += 1;
    if (backslashes % 2 === 0) return close;
    close = bytes.indexOf(QUOTE, close + 1);
  }
  return bytes.length;
}
