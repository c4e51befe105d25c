import { closeSync, fstatSync, openSync, readFileSync, statSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { reasonOf } from './find-logs.ts';
import { MAX_UNPACKED_BYTES, type Unzipped, unzip } from './unzip.ts';

/** How a log is unpacked: here and now, or aside. */
export type Unzip = (packed: Uint8Array) => Unzipped | Promise<Unzipped>;

/**
 * Reads one log file whole and unpacks it if its first bytes are gzip's, whatever its name. Never
 * throws: a file that is empty, damaged, too large, or changes while it is read is a value.
 */
export async function readLog(path: string, unpack: Unzip = unzip): Promise<Unzipped> {
  const stats = attempt(() => statSync(path));
  if (stats instanceof Error) return cannotOpen(stats);
  const packed = stats.isFile() ? readFile(path) : await readPipe(path);
  return packed.kind === 'bytes' ? unpackLog(packed.bytes, unpack) : packed;
}

/** What the bytes of a log are: packed or not, by the first two of them. */
export async function unpackLog(bytes: Uint8Array, unpack: Unzip = unzip): Promise<Unzipped> {
  if (bytes.length === 0) return unreadable('it is empty (0 bytes)');
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return unpack(bytes);
  return { kind: 'bytes', bytes };
}

/** Without waiting for the event loop between steps, because there are thousands of files. */
function readFile(path: string): Unzipped {
  const file = attempt(() => openSync(path, 'r'));
  if (file instanceof Error) return cannotOpen(file);
  const packed = attempt(() => readWhole(file));
  attempt(() => closeSync(file));
  if (packed instanceof Error) return unreadable(`it cannot be read: ${reasonOf(packed)}`);
  return packed;
}

function readWhole(file: number): Unzipped {
  const before = fstatSync(file);
  if (before.size > MAX_UNPACKED_BYTES) {
    return unreadable(`it has ${before.size} bytes, more than 256 MiB`);
  }
  const bytes = readFileSync(file);
  const after = fstatSync(file);
  if (after.size !== bytes.length || after.mtimeMs !== before.mtimeMs) {
    return unreadable('it changed while it was read');
  }
  if (before.nlink > 0 && after.nlink === 0) return unreadable('it vanished while it was read');
  return { kind: 'bytes', bytes };
}

/** A pipe or device, which may keep one waiting. */
async function readPipe(path: string): Promise<Unzipped> {
  const file = await open(path).catch((error: Error) => error);
  if (file instanceof Error) return cannotOpen(file);
  try {
    const bytes = await readToLimit(file);
    return bytes === null ? unreadable('it is larger than 256 MiB') : { kind: 'bytes', bytes };
  } catch (error) {
    return unreadable(`it cannot be read: ${reasonOf(error as Error)}`);
  } finally {
    await file.close().catch(() => undefined);
  }
}

const PIECE_BYTES = 64 * 1024;

/** To its end, which no size tells; null where it is over the limit. */
async function readToLimit(file: FileHandle): Promise<Buffer | null> {
  const pieces: Buffer[] = [];
  let length = 0;
  while (length <= MAX_UNPACKED_BYTES) {
    const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(PIECE_BYTES), 0, PIECE_BYTES);
    if (bytesRead === 0) return Buffer.concat(pieces);
    pieces.push(buffer.subarray(0, bytesRead));
    length += bytesRead;
  }
  return null;
}

function attempt<T>(work: () => T): T | Error {
  try {
    return work();
  } catch (error) {
    return error as Error;
  }
}

function cannotOpen(error: Error): Unzipped {
  return unreadable(`it cannot be opened: ${reasonOf(error)}`);
}

function unreadable(problem: string): Unzipped {
  return { kind: 'unreadable', problem, place: null };
}
