import type { Line } from './reading.ts';

/**
 * What the records of one call have in common: source Region, request and event name; without a
 * request its event id; without either null, and the line stands alone. A completion has the key of
 * its parent. Canonical text, because a finding's id is its hash.
 */
export function keyOf({ facts, requestId, eventId }: Line): string | null {
  if (requestId !== null) return JSON.stringify([facts.sourceRegion, requestId, facts.eventName]);
  return eventId === null ? null : JSON.stringify([eventId]);
}

/** Keys for lines that have none of their own; equal ones, which must come in a row, are told apart. */
export function createLoneKeys(): (line: Line) => string {
  let text = '';
  let ordinal = 0;
  return (line) => {
    const next = JSON.stringify(line);
    ordinal = next === text ? ordinal + 1 : 0;
    text = next;
    return JSON.stringify([line, ordinal]);
  };
}
