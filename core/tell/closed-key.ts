import type { ClockHour } from '../prove/clock-hour.ts';
import { type MarkerName, markerKeyOf } from './marker.ts';

/** The marker that an hour was closed: it stands beside those of what was told, and is sealed as they are. */
export function closedName(hour: ClockHour): MarkerName {
  return { hour, id: `closed-${hour.slice(11)}` };
}

export function closedKeyOf(hour: ClockHour): string {
  return markerKeyOf(closedName(hour));
}
