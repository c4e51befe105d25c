import { type FileHandle, open } from 'node:fs/promises';
import { reasonOf } from './find-logs.ts';
import { MAX_UNPACKED_BYTES, type Unzipped, unzip } from './unzip.ts';

/**
 * Reads one log file whole and unpacks it if its first bytes are gzip's, whatever its name. Never
 * throws: a file that is empty, damaged, too large, or changes while it is read is a value.
 */
export async function readLog(path: string): Promise<Unzipped> {
  const file = await open(path).catch((error: Error) => error);
  if (file instanceof Error) return unreadable(`it cannot be opened: ${reasonOf(file)}`);
  try {
    return await readOpen(file);
  } catch (error) {
    return unreadable(`it cannot be read: ${reasonOf(error as Error)}`);
  } finally {
    await file.close().catch(() => undefined);
  }
}

async function readOpen(file: FileHandle): Promise<Unzipped> {
  const before = await file.stat();
  if (before.isFile() && before.size > MAX_UNPACKED_BYTES) {
    return unreadable(`it has ${before.size} bytes, more than 256 MiB`);
  }
  const bytes = before.isFile() ? await file.readFile() : await readToLimit(file);
  if (bytes === null) return unreadable('it is larger than 256 MiB');
  const after = await file.stat();
  if (before.isFile() && (after.size !== bytes.length || after.mtimeMs !== before.mtimeMs)) {
    return unreadable('it changed while it was read');
  }
  if (before.isFile() && before.nlink > 0 && after.nlink === 0)
    return unreadable('it vanished while it was read');
  if (bytes.length === 0) return unreadable('it is empty (0 bytes)');
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return unzip(bytes);
  return { kind: 'bytes', bytes };
}

const PIECE_BYTES = 64 * 1024;

/** A pipe or device, which has no size to ask for, to its end; null where it is over the limit. */
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

function unreadable(problem: string): Unzipped {
  return { kind: 'unreadable', problem, place: null };
}
