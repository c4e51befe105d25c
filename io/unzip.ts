import { gunzip, gunzipSync, type InputType, type ZlibOptions } from 'node:zlib';
import { endOfGzip } from './end-of-gzip.ts';

/** The unpacked bytes of a gzip file, or why they cannot be trusted. */
export type Unzipped =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'unreadable'; readonly problem: string; readonly place: string | null };

/** Largest file that is read, unpacked. CloudTrail ends its files at 50 MB; a file may lie. */
export const MAX_UNPACKED_BYTES = 256 * 1024 * 1024;

/**
 * Unpacks gzip with its CRC checked, every member of it, and nothing that follows the last.
 */
export function unzip(packed: Uint8Array): Unzipped {
  try {
    return unzippedOf(packed, gunzipSyncWithInfo(packed, optionsFor(packed)));
  } catch (error) {
    return describe(error as Error, packed);
  }
}

/** Says what `unzip` says, and unpacks in a thread that Node keeps for such work. */
export function unzipAside(packed: Uint8Array): Promise<Unzipped> {
  return new Promise((done) => {
    gunzipWithInfo(packed, optionsFor(packed), (error, unzipped) => {
      done(error === null ? unzippedOf(packed, unzipped) : describe(error, packed));
    });
  });
}

type WithInfo = { readonly buffer: Buffer; readonly engine: { readonly bytesWritten: number } };
type InfoOptions = ZlibOptions & { readonly info: true };

/** With `info`, zlib also tells how much of its input it used; the types do not know. */
const gunzipSyncWithInfo = gunzipSync as unknown as (
  packed: InputType,
  options: InfoOptions,
) => WithInfo;
const gunzipWithInfo = gunzip as unknown as (
  packed: InputType,
  options: InfoOptions,
  done: (error: Error | null, unzipped: WithInfo) => void,
) => void;

function optionsFor(packed: Uint8Array): InfoOptions {
  return { chunkSize: chunkSizeOf(packed), maxOutputLength: MAX_UNPACKED_BYTES, info: true };
}

/** Room for the whole, so that nothing is copied; where a file claims too much, for what gzip packs at best. */
function chunkSizeOf(packed: Uint8Array): number {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  const claimed = packed.length < 4 ? 0 : view.getUint32(packed.length - 4, true);
  const plausible = Math.min(claimed, packed.length * 32, MAX_UNPACKED_BYTES);
  return Math.max(64 * 1024, plausible + 1024);
}

function unzippedOf(packed: Uint8Array, { buffer, engine }: WithInfo): Unzipped {
  if (engine.bytesWritten === packed.length) return { kind: 'bytes', bytes: buffer };
  return trailing(packed.length, engine.bytesWritten);
}

function trailing(length: number, end: number): Unzipped {
  return {
    kind: 'unreadable',
    problem: `${length - end} bytes follow the gzip data`,
    place: `byte ${end}`,
  };
}

function describe(
  { code, message }: Error & { readonly code?: string },
  packed: Uint8Array,
): Unzipped {
  const mayTrail = message === 'incorrect header check' || code === 'Z_BUF_ERROR';
  const end = mayTrail ? endOfGzip(packed) : null;
  if (end !== null && end < packed.length) return trailing(packed.length, end);
  switch (code) {
    case 'Z_BUF_ERROR':
      return { kind: 'unreadable', problem: 'it is cut off', place: `byte ${packed.length}` };
    case 'ERR_BUFFER_TOO_LARGE':
      return { kind: 'unreadable', problem: 'it unpacks to more than 256 MiB', place: null };
    case 'Z_DATA_ERROR':
      return { kind: 'unreadable', problem: `its gzip data is damaged (${message})`, place: null };
    default:
      return { kind: 'unreadable', problem: `it cannot be unpacked: ${message}`, place: null };
  }
}
