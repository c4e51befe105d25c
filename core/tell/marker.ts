import type { ClockHour } from '../prove/clock-hour.ts';

/** Something that was told or done once, and is not done again: its name is its id. */
export type MarkerName = {
  /** The clock hour that it belongs to: "2026-11-03T10". */
  readonly hour: ClockHour;
  /** Of a group of findings, 64 hex digits; of anything else a word, a hyphen, and what tells it apart. */
  readonly id: string;
};

export function markerKeyOf({ hour, id }: MarkerName): string {
  return `told/v1/date=${hour.slice(0, 10)}/${id}.json`;
}

/** What a marker holds. */
export function renderMarker(schema: string, { hour, id }: MarkerName, fields: object): string {
  return `${JSON.stringify({ schema, id, hour, ...fields })}\n`;
}

/** Whether a key is that of a marker that a group of findings was told. */
export function isToldGroup(key: string): boolean {
  return /^told\/v1\/date=[\d-]{10}\/[0-9a-f]{64}\.json$/.test(key);
}
