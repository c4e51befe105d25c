import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readTrailFileName, type TrailFileName } from '../core/prove/trail-file-name.ts';
import { reasonOf } from './find-logs.ts';
import { showPath } from './show-path.ts';

/** What stands in a folder into which a trail's bucket was copied. */
export type TrailEntry =
  | { readonly kind: 'file'; readonly path: string; readonly is: TrailFileName }
  /** Not named like anything that a trail delivers. */
  | { readonly kind: 'other'; readonly path: string }
  | { readonly kind: 'gap'; readonly path: string; readonly problem: string };

/** Everything below a folder, in the order of the names. Links are not followed. */
export async function* findTrailFiles(folder: string): AsyncGenerator<TrailEntry> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: Error) => error);
  if (entries instanceof Error) {
    const problem = `the folder cannot be read: ${reasonOf(entries)}`;
    yield { kind: 'gap', path: showPath(folder), problem };
    return;
  }
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    const is = readTrailFileName(entry.name);
    if (entry.isDirectory()) yield* findTrailFiles(path);
    else if (is === null) yield { kind: 'other', path };
    else if (entry.isFile()) yield { kind: 'file', path, is };
    else yield { kind: 'gap', path: showPath(path), problem: 'it is no ordinary file' };
  }
}
