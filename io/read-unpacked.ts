import { readFile, stat } from 'node:fs/promises';
import { reasonOf } from './find-logs.ts';
import { MAX_UNPACKED_BYTES, unzip } from './unzip.ts';

/** The unpacked bytes of a file that should be as it was delivered. */
export type Unpacked =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  /** It was read, and is not what anybody delivered. */
  | { readonly kind: 'damaged'; readonly problem: string }
  /** It could not be read. */
  | { readonly kind: 'unseen'; readonly problem: string };

/** Reads a file whole, and unpacks it where it is packed. Never throws. */
export async function readUnpacked(path: string): Promise<Unpacked> {
  try {
    const { size } = await stat(path);
    if (size > MAX_UNPACKED_BYTES) {
      return { kind: 'unseen', problem: `it has ${size} bytes, more than 256 MiB` };
    }
    const bytes = await readFile(path);
    if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return { kind: 'bytes', bytes };
    const unzipped = await unzip(bytes);
    return unzipped.kind === 'bytes' ? unzipped : { kind: 'damaged', problem: unzipped.problem };
  } catch (error) {
    return { kind: 'unseen', problem: `it cannot be read: ${reasonOf(error as Error)}` };
  }
}
