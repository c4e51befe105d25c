import { readTrailFileName } from '../core/prove/trail-file-name.ts';
import { findLogs } from './find-logs.ts';
import { NO_LOG_NAME } from './log-names.ts';
import { readUnpacked } from './read-unpacked.ts';

type Delivered = { readonly fromMs: number; readonly untilMs: number };

/** A trail's log files in a folder into which its bucket was copied, wherever they stand there. */
export function createTrailFolder(folder: string) {
  const paths = new Map<string, string>();
  return {
    /** A file whose name says nothing of its delivery may hold anything, and is among them. */
    async *list({ fromMs, untilMs }: Delivered) {
      for await (const found of findLogs([folder])) {
        if (found.kind === 'skipped') {
          if (found.reason === NO_LOG_NAME) yield { kind: 'other' as const, key: found.path };
          continue;
        }
        if (found.kind === 'gap') {
          yield { kind: 'gap' as const, key: found.path, place: null, problem: found.problem };
          continue;
        }
        const is = readTrailFileName(found.path);
        const log = is?.kind === 'log' ? is : null;
        if (log !== null && (log.deliveredMs < fromMs || log.deliveredMs > untilMs)) continue;
        const place = log === null ? null : { accountId: log.accountId, sourceRegion: log.region };
        const key = keyOf(found.path);
        paths.set(key, found.path);
        yield { kind: 'log' as const, key, place, deliveredMs: log?.deliveredMs ?? null };
      }
    },
    async read(key: string) {
      const read = await readUnpacked(paths.get(key) ?? key);
      if (read.kind === 'bytes') return read;
      return { kind: 'unreadable' as const, problem: read.problem };
    },
  };
}

/** The key in the bucket, as far as the path shows it. */
function keyOf(path: string): string {
  const at = path.replaceAll('\\', '/').indexOf('AWSLogs/');
  return at === -1 ? path : path.slice(at);
}
