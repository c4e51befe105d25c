import { type InputType, inflateRawSync, type ZlibOptions } from 'node:zlib';

/** With `info`, zlib also tells how much of its input it used; the types do not know. */
const inflateWithInfo = inflateRawSync as unknown as (
  input: InputType,
  options: ZlibOptions & { readonly info: true },
) => { readonly engine: { readonly bytesWritten: number } };

const TRAILER_BYTES = 8;

/**
 * Where the last gzip member of some bytes ends; null where a member cannot be followed. Only for
 * telling where garbage begins: it checks no CRC. Format: RFC 1952, section 2.3.
 */
export function endOfGzip(bytes: Uint8Array): number | null {
  let at = 0;
  while (bytes[at] === 0x1f && bytes[at + 1] === 0x8b) {
    const start = endOfHeader(bytes, at);
    try {
      const { engine } = inflateWithInfo(bytes.subarray(start), { info: true });
      at = start + engine.bytesWritten + TRAILER_BYTES;
    } catch {
      return null;
    }
  }
  return at === 0 ? null : at;
}

function endOfHeader(bytes: Uint8Array, at: number): number {
  const flags = bytes[at + 3] ?? 0;
  let end = at + 10;
  if (flags & 0x04) end += 2 + (bytes[end] ?? 0) + 256 * (bytes[end + 1] ?? 0);
  for (const text of [0x08, 0x10]) {
    if (flags & text) end = bytes.indexOf(0, end) + 1;
  }
  return flags & 0x02 ? end + 2 : end;
}
