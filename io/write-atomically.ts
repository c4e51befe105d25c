import { randomBytes } from 'node:crypto';
import { realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { reasonOf } from './find-logs.ts';
import { showPath } from './show-path.ts';

export type Written =
  | { readonly kind: 'written' }
  | { readonly kind: 'failed'; readonly problem: string };

/** What writing needs of the file system. */
export type WriteFile = (
  path: string,
  text: string,
  options: { signal: AbortSignal },
) => Promise<void>;

/**
 * Writes a file beside its place and then renames it, so that nobody ever sees half of it. After a
 * failure or an abort nothing is left behind. A link is followed; a folder or device is refused.
 */
export async function writeAtomically(
  path: string,
  text: string,
  signal: AbortSignal,
  write: WriteFile = writeFile,
): Promise<Written> {
  const place = await realpath(path).catch(() => path);
  const there = await stat(place).catch(() => null);
  // Renaming onto /dev/null or /dev/stdout would put a file in the place of the device.
  if (there !== null && !there.isFile()) {
    return failed(path, 'what stands there is no ordinary file');
  }
  const beside = `${place}.${randomBytes(6).toString('hex')}.part`;
  try {
    await write(beside, text, { signal });
    signal.throwIfAborted();
    await rename(beside, place);
    return { kind: 'written' };
  } catch (error) {
    await rm(beside, { force: true }).catch(() => undefined);
    return failed(path, signal.aborted ? 'interrupted' : reasonOf(error as Error));
  }
}

function failed(path: string, reason: string): Written {
  return { kind: 'failed', problem: `${showPath(path)} was not written: ${reason}` };
}
