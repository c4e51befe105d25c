import { stat } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import { isEvidence } from '../core/prove/is-evidence.ts';
import { readLog } from './read-log.ts';

const LAYOUT = join('evidence', 'v1');

/**
 * Where lines of evidence lie below a path: the folder of a bucket's or an audit's layout, a part of it,
 * or one file of lines. Null where the path holds logs, or nothing.
 */
export async function evidenceBelow(path: string): Promise<string | null> {
  const there = await stat(path).catch(() => null);
  if (there?.isFile() === true) {
    const file = await readLog(path);
    return file.kind === 'bytes' && isEvidence(file.bytes) ? path : null;
  }
  for (const folder of [join(path, LAYOUT), join(path, 'v1')]) {
    const isBelow = await stat(folder).then(
      (stats) => stats.isDirectory(),
      () => false,
    );
    if (isBelow && resolve(folder).endsWith(sep + LAYOUT)) return folder;
  }
  return `${resolve(path)}${sep}`.includes(`${sep}${LAYOUT}${sep}`) ? path : null;
}
