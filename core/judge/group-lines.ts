import { compareTexts } from './compare-texts.ts';
import type { Line } from './reading.ts';

/**
 * Lines of one key, one group after the other, in an order that depends on the lines alone. Sorting
 * in place of a table of keys costs eight bytes a line. `standsFor`: lines that take another's key.
 */
export function* groupLines(
  lines: readonly Line[],
  standsFor: ReadonlyMap<Line, Line>,
): Generator<readonly [identity: Line, lines: readonly Line[]]> {
  const identityOf = (line: Line) => standsFor.get(line) ?? line;
  const sorted = lines.toSorted((a, b) => compare(identityOf(a), identityOf(b)));
  let group: Line[] = [];
  for (const line of sorted) {
    const [first] = group;
    if (first !== undefined && !isSame(identityOf(first), identityOf(line))) {
      yield [identityOf(first), group];
      group = [];
    }
    group.push(line);
  }
  const [first] = group;
  if (first !== undefined) yield [identityOf(first), group];
}

/** Whether two lines have the same key. One without any is like no other, not even its own copy. */
function isSame(a: Line, b: Line): boolean {
  if (a.requestId === null && a.eventId === null) return false;
  return compareKeys(a, b) === 0;
}

function compare(a: Line, b: Line): number {
  const order = compareKeys(a, b);
  const keyless = order === 0 && a.requestId === null && a.eventId === null;
  return keyless ? compareTexts(JSON.stringify(a), JSON.stringify(b)) : order;
}

function compareKeys(a: Line, b: Line): number {
  if (a.requestId === null || b.requestId === null) {
    return compareNullable(a.requestId, b.requestId) || compareNullable(a.eventId, b.eventId);
  }
  return (
    compareTexts(a.requestId, b.requestId) ||
    compareTexts(a.facts.sourceRegion, b.facts.sourceRegion) ||
    compareTexts(a.facts.eventName, b.facts.eventName)
  );
}

/** Null comes last. */
function compareNullable(a: string | null, b: string | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return compareTexts(a, b);
}
