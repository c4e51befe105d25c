import { keyOf } from '../judge/key.ts';
import type { WorkLine } from './work-line.ts';

export type SplitLinked = {
  /** Lines whose keys no correction reaches: each key settles by itself. */
  readonly alone: readonly WorkLine[];
  /** Corrections, what they name, and all other lines of the keys of both. */
  readonly linked: readonly WorkLine[];
};

/**
 * Takes out of a part what corrections join to other keys. `named` holds every event that any correction
 * or stray of the whole run names; the part holds all lines of each of its keys.
 *
 * Two lines are settled together only where they share a key, or one names the other's event. So a line
 * that is linked has every line that it is settled with among the linked ones of some part: its key's
 * lines are in this part, a correction of it is linked because it is a correction, and what it names is
 * linked because it is named. What is left knows no correction, and its keys settle one by one.
 */
export function splitLinked(lines: readonly WorkLine[], named: ReadonlySet<string>): SplitLinked {
  if (named.size === 0) return { alone: lines, linked: [] };
  const keys = new Set<string>();
  const isLinked = (each: WorkLine) => {
    if ('stray' in each) return true;
    const { corrects, eventId } = each.line;
    return corrects !== null || (eventId !== null && named.has(eventId));
  };
  const keyOfWork = (each: WorkLine) => ('stray' in each ? null : keyOf(each.line));
  for (const each of lines) {
    const key = keyOfWork(each);
    if (key !== null && isLinked(each)) keys.add(key);
  }
  const alone: WorkLine[] = [];
  const linked: WorkLine[] = [];
  for (const each of lines) {
    const key = keyOfWork(each);
    if (isLinked(each) || (key !== null && keys.has(key))) linked.push(each);
    else alone.push(each);
  }
  return { alone, linked };
}
