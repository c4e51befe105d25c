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

/** The key of a line that has none of its own; `ordinal` tells equal ones apart. */
export function loneKeyOf(line: Line, ordinal: number): string {
  return JSON.stringify([line, ordinal]);
}
