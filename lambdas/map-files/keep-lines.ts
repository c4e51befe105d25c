import { partOf } from '../../core/distribute/part-of.ts';
import { type PartName, type Run, workKeys } from '../../core/distribute/run.ts';
import { namedBy, type WorkLine } from '../../core/distribute/work-line.ts';
import type { WorkStore } from '../distribute/ports.ts';
import { workObjects } from '../distribute/work-objects.ts';

/** Lines that wait in memory to be written; half a kilobyte each. */
const MOST_LINES = 20_000;

/** Keeps the lines of a batch, each in an object of its part. */
export function createLineKeeper(run: Run, batch: string, work: WorkStore) {
  const waiting = new Map<PartName, string[]>();
  const named = new Set<string>();
  const objects = workObjects(work);
  const keys = workKeys(run);
  let [lines, unwritten] = [0, 0];
  const flush = async () => {
    for (const [part, texts] of waiting) {
      await objects.putNamedLines(`${keys.linesOf(part)}${batch}-`, texts);
    }
    waiting.clear();
    unwritten = 0;
  };
  return {
    async add(each: WorkLine): Promise<void> {
      const event = namedBy(each);
      if (event !== null) named.add(event);
      const part = 'stray' in each ? 'linked' : partOf(each.line, run);
      const texts = waiting.get(part);
      if (texts === undefined) waiting.set(part, [JSON.stringify(each)]);
      else texts.push(JSON.stringify(each));
      lines += 1;
      unwritten += 1;
      if (unwritten >= MOST_LINES) await flush();
    },
    flush,
    /** Events that corrections of the batch name. */
    named: (): readonly string[] => [...named].sort(),
    lines: (): number => lines,
  };
}
