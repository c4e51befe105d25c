import type { Dirent, Stats } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { showPath } from './show-path.ts';

/** What stands below the paths that a person named. */
export type Found =
  | { readonly kind: 'file'; readonly path: string; readonly shown: string }
  /** Not looked at, and no gap. */
  | { readonly kind: 'skipped'; readonly path: string; readonly reason: string }
  /** Could not be looked at. */
  | { readonly kind: 'gap'; readonly path: string; readonly problem: string };

const LOG_NAME = /\.(?:json|jsonl|ndjson|log)(?:\.gz)?$/i;

/**
 * CloudTrail's folders beside its records: other things, or copies of what stands there already.
 * Source: CloudTrail user guide, log file locations (read 2026-11-23).
 */
const OTHER_FOLDERS = /^CloudTrail-(?:Digest|Insight|NetworkActivity|Aggregated)$/;

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
    else yield* once(path, seen);
  }
}

async function* findBelow(folder: string, seen: Set<string>): AsyncGenerator<Found> {
  const real = await realpath(folder).catch(() => folder);
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
    yield* findEntry(join(folder, entry.name), entry, seen);
  }
}

async function* findEntry(path: string, entry: Dirent, seen: Set<string>): AsyncGenerator<Found> {
  const found = entry.isSymbolicLink()
    ? await look(path)
    : { kind: 'there' as const, stats: entry };
  if (found.kind === 'gap') {
    yield found;
  } else if (found.stats.isDirectory()) {
    if (OTHER_FOLDERS.test(entry.name)) yield skipped(path, 'not records of API calls');
    else yield* findBelow(path, seen);
  } else if (!LOG_NAME.test(entry.name)) {
    yield skipped(
      path,
      'not named like a log (.json, .jsonl, .ndjson, .log, each with or without .gz)',
    );
  } else if (!found.stats.isFile()) {
    yield { kind: 'gap', path: showPath(path), problem: 'named like a log, but no ordinary file' };
  } else {
    yield* once(path, seen);
  }
}

async function* once(path: string, seen: Set<string>): AsyncGenerator<Found> {
  const real = await realpath(path).catch(() => path);
  if (seen.has(real)) return;
  seen.add(real);
  yield { kind: 'file', path, shown: showPath(path) };
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
