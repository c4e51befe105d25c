import type { Dirent } from 'node:fs';
import { lstat, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { EvidenceEntry, EvidenceSource, ReadEntry } from './evidence-source.ts';
import { reasonOf } from './find-logs.ts';
import { showPath } from './show-path.ts';
import { MAX_UNPACKED_BYTES } from './unzip.ts';

/** Evidence in a folder. Nothing outside the folder is read: links are not followed. */
export function createFolderSource(folder: string): EvidenceSource {
  return {
    list: () => listBelow(folder, ''),
    read: (key) => readFileAt(join(folder, key)),
  };
}

async function* listBelow(folder: string, prefix: string): AsyncGenerator<EvidenceEntry> {
  const entries = await readdir(join(folder, prefix), { withFileTypes: true }).catch(
    (error: Error) => error,
  );
  if (entries instanceof Error) {
    if (prefix === '') throw entries;
    yield gap(join(folder, prefix), `the folder cannot be read: ${reasonOf(entries)}`);
    return;
  }
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    yield* lookAt(folder, `${prefix}${entry.name}`, entry);
  }
}

async function* lookAt(folder: string, key: string, entry: Dirent): AsyncGenerator<EvidenceEntry> {
  const path = join(folder, key);
  if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(entry.name)) {
    yield gap(path, 'its name holds a line feed or another control character');
  } else if (entry.isSymbolicLink()) {
    yield gap(path, 'it is a link, and evidence is made of ordinary files');
  } else if (entry.isDirectory()) {
    yield* listBelow(folder, `${key}/`);
  } else if (!entry.isFile()) {
    yield gap(path, 'it is no ordinary file');
  } else if (entry.name.endsWith('.tmp')) {
    yield gap(path, 'it is being written, or a writer was stopped: look again when nobody writes');
  } else {
    const stats = await lstat(path).catch((error: Error) => error);
    if (stats instanceof Error) yield gap(path, `it cannot be looked at: ${reasonOf(stats)}`);
    else {
      const { size: bytes, mtimeMs } = stats;
      const writtenMs = Math.floor(mtimeMs);
      yield { kind: 'object', key, bytes, writtenMs, versionIds: [], hidden: false };
    }
  }
}

async function readFileAt(path: string): Promise<ReadEntry> {
  const file = await open(path).catch((error: Error & { readonly code: string }) => error);
  if (file instanceof Error) {
    if (file.code === 'ENOENT') return { kind: 'missing' };
    return { kind: 'unreadable', problem: `it cannot be opened: ${reasonOf(file)}` };
  }
  try {
    const before = await file.stat();
    if (before.size > MAX_UNPACKED_BYTES) {
      return { kind: 'unreadable', problem: `it has ${before.size} bytes, more than 256 MiB` };
    }
    const bytes = await file.readFile();
    const after = await file.stat();
    if (after.size !== bytes.length || after.mtimeMs !== before.mtimeMs) {
      return { kind: 'unreadable', problem: 'it changed while it was read: look again later' };
    }
    return { kind: 'bytes', bytes };
  } catch (error) {
    return { kind: 'unreadable', problem: `it cannot be read: ${reasonOf(error as Error)}` };
  } finally {
    await file.close().catch(() => undefined);
  }
}

function gap(path: string, problem: string): EvidenceEntry {
  return { kind: 'gap', path: showPath(path), problem };
}
