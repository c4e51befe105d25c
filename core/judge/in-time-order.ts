import { compareTexts } from './compare-texts.ts';
import type { Line } from './reading.ts';

/** Earliest first; equal times by what else is in the lines, so that the order of files is nothing. */
export function inTimeOrder(lines: readonly Line[]): readonly Line[] {
  return lines.length < 2 ? lines : lines.toSorted(compareLines);
}

function compareLines(a: Line, b: Line): number {
  const late = Number.POSITIVE_INFINITY;
  const [aMs, bMs] = [a.timeMs ?? late, b.timeMs ?? late];
  if (aMs !== bMs) return aMs < bMs ? -1 : 1;
  return compareTexts(a.eventId ?? '', b.eventId ?? '') || compareRest(a, b);
}

/** Most copies share their facts: only those that do not are looked at whole. */
function compareRest(a: Line, b: Line): number {
  const { facts: aFacts, ...aRest } = a;
  const { facts: bFacts, ...bRest } = b;
  const facts =
    aFacts === bFacts ? 0 : compareTexts(JSON.stringify(aFacts), JSON.stringify(bFacts));
  return facts || compareTexts(JSON.stringify(aRest), JSON.stringify(bRest));
}
