import { randomBytes } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
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
 * failure or an abort nothing is left behind.
 */
export async function writeAtomically(
  path: string,
  text: string,
  signal: AbortSignal,
  write: WriteFile = writeFile,
): Promise<Written> {
  const beside = `${path}.${randomBytes(6).toString('hex')}.part`;
  try {
    await write(beside, text, { signal });
    signal.throwIfAborted();
    await rename(beside, path);
    return { kind: 'written' };
  } catch (error) {
    await rm(beside, { force: true }).catch(() => undefined);
    const reason = signal.aborted ? 'interrupted' : reasonOf(error as Error);
    return { kind: 'failed', problem: `${showPath(path)} was not written: ${reason}` };
  }
}
