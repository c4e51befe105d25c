const isContinuation = (byte: number | undefined) => byte !== undefined && (byte & 0xc0) === 0x80;

/**
 * The byte at which bytes that are not UTF-8 stop being so; their length where they end within a
 * character. Halves what is left, so it reads about twice what it is given.
 */
export function findBadUtf8(bytes: Uint8Array): number {
  let start = 0;
  let end = bytes.length;
  while (end - start > 64) {
    const middle = (start + end) >> 1;
    if (canBegin(bytes.subarray(start, middle))) {
      start = lastCharacter(bytes, start, middle);
    } else {
      end = middle;
    }
  }
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for (let at = start; at < end; at += 1) {
    try {
      decoder.decode(bytes.subarray(at, at + 1), { stream: true });
    } catch {
      return at;
    }
  }
  return end;
}

/** Whether UTF-8 can begin so; the last character may be cut. */
function canBegin(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** Where the last character before `end` begins. */
function lastCharacter(bytes: Uint8Array, start: number, end: number): number {
  let at = end - 1;
  while (at > start && isContinuation(bytes[at])) at -= 1;
  return at;
}
