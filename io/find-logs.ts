import type { Dirent, Stats } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isLogName, isOtherFolder, NO_LOG_NAME, NO_RECORDS } from './log-names.ts';
import { showPath } from './show-path.ts';

/** What stands below the paths that a person named. */
export type Found =
  | { readonly kind: 'file'; readonly path: string; readonly shown: string }
  /** Not looked at, and no gap. */
  | { readonly kind: 'skipped'; readonly path: string; readonly reason: string }
  /** Could not be looked at. */
  | { readonly kind: 'gap'; readonly path: string; readonly problem: string };

/**
 * Every log file below files and folders, in the order of their names. A named file is always looked
 * at; in folders the names decide. A file that is reached twice counts once, also through links.
 */
export async function* findLogs(paths: readonly string[]): AsyncGenerator<Found> {
  const seen = new Set<string>();
  for (const path of [...paths].sort()) {
    const found = await look(path);
    if (found.kind === 'gap') yield found;
    else if (found.stats.isDirectory()) yield* findBelow(path, seen);
    else yield* once(path, await realOf(path), seen);
  }
}

async function* findBelow(folder: string, seen: Set<string>): AsyncGenerator<Found> {
  const real = await realOf(folder);
  if (seen.has(real)) return;
  seen.add(real);

  const entries = await readdir(folder, { withFileTypes: true }).catch((error: Error) => error);
  if (entries instanceof Error) {
    yield {
      kind: 'gap',
      path: showPath(folder),
      problem: `the folder cannot be read: ${reasonOf(entries)}`,
    };
    return;
  }
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    yield* findEntry(join(folder, entry.name), entry, join(real, entry.name), seen);
  }
}

/** `real` is where it lies, unless it is a link. */
async function* findEntry(
  path: string,
  entry: Dirent,
  real: string,
  seen: Set<string>,
): AsyncGenerator<Found> {
  const found = entry.isSymbolicLink()
    ? await look(path)
    : { kind: 'there' as const, stats: entry };
  if (found.kind === 'gap') {
    yield found;
  } else if (found.stats.isDirectory()) {
    if (isOtherFolder(entry.name)) yield skipped(path, NO_RECORDS);
    else yield* findBelow(path, seen);
  } else if (!isLogName(entry.name)) {
    yield skipped(path, NO_LOG_NAME);
  } else if (!found.stats.isFile()) {
    yield { kind: 'gap', path: showPath(path), problem: 'named like a log, but no ordinary file' };
  } else {
    yield* once(path, entry.isSymbolicLink() ? await realOf(path) : real, seen);
  }
}

async function* once(path: string, real: string, seen: Set<string>): AsyncGenerator<Found> {
  if (seen.has(real)) return;
  seen.add(real);
  yield { kind: 'file', path, shown: showPath(path) };
}

function realOf(path: string): Promise<string> {
  return realpath(path).catch(() => path);
}

async function look(
  path: string,
): Promise<{ kind: 'there'; stats: Stats } | (Found & { kind: 'gap' })> {
  const stats = await stat(path).catch((error: Error) => error);
  if (!(stats instanceof Error)) return { kind: 'there', stats };
  return {
    kind: 'gap',
    path: showPath(path),
    problem: `it cannot be looked at: ${reasonOf(stats)}`,
  };
}

function skipped(path: string, reason: string): Found {
  return { kind: 'skipped', path: showPath(path), reason };
}

/** What an error of the file system means to a person. */
export function reasonOf(error: Error & { readonly code?: string }): string {
  switch (error.code) {
    case 'ENOENT':
      return 'there is no such file or folder';
    case 'EACCES':
    case 'EPERM':
      return 'permission denied';
    case 'ELOOP':
      return 'its links go in a circle';
    case 'ENOSPC':
      return 'no space is left on the disk';
    default:
      return error.code ?? error.message;
  }
}
