import { keyOf } from '../judge/key.ts';
import type { LineFacts, Reading } from '../judge/reading.ts';
import { type ClockHour, endOfHour, startOfHour } from './clock-hour.ts';

/**
 * Metrics and records may put a call on different sides of a clock hour; a call that lies this near to
 * one counts as seen in both hours.
 */
const EDGE_MS = 2 * 60_000;

/**
 * Counts the calls of one hour that `AWS/Bedrock` `Invocations` counts too: served calls of the runtime,
 * each once however many records tell of it. `placeOf` says what they are counted by, such as their
 * source Region; null where they count nowhere. About 150 bytes a call.
 */
export function createServedCalls(hour: ClockHour, placeOf: (facts: LineFacts) => string | null) {
  const fromMs = startOfHour(hour) - EDGE_MS;
  const toMs = endOfHour(hour) + EDGE_MS;
  const seen = new Map<string, Set<string>>();
  return {
    add(reading: Reading): void {
      if (reading.kind !== 'call') return;
      const { line } = reading;
      const { facts, timeMs } = line;
      if (facts.mantle || facts.outcome.kind !== 'served') return;
      if (timeMs === null || timeMs < fromMs || timeMs >= toMs) return;
      const place = placeOf(facts);
      if (place === null) return;
      const keys = seen.get(place) ?? new Set();
      seen.set(place, keys.add(keyOf(line) ?? JSON.stringify(line)));
    },
    countIn: (place: string): number => seen.get(place)?.size ?? 0,
  };
}
