import { fieldOf } from '../judge/json-fields.ts';
import { sha256Hex } from '../policy/canonical-json.ts';
import { markerKeyOf, renderMarker } from './marker.ts';

/** An account in a Region: "111122223333 eu-west-1". */
export type PlaceName = string;

/** Below it lie the markers of one day ("2026-11-03") that say which unwatched places people know of. */
export function unwatchedPrefix(day: string): string {
  return markerKeyOf({ hour: `${day}T00`, id: 'unwatched-' }).replace(/\.json$/, '');
}

/** The marker that people know of these places, all that are unwatched on a day. */
export function unwatchedMarker(places: readonly PlaceName[], atMs: number) {
  const told = new Date(atMs).toISOString();
  const name = {
    hour: `${told.slice(0, 10)}T00`,
    id: `unwatched-${sha256Hex(JSON.stringify(places))}`,
  };
  return { key: markerKeyOf(name), text: renderMarker('told-unwatched/1', name, { told, places }) };
}

/** The places that a marker names; none where it is no such marker, and they are told again then. */
export function readUnwatchedMarker(bytes: Uint8Array): readonly PlaceName[] {
  try {
    const places = fieldOf(JSON.parse(new TextDecoder().decode(bytes)), 'places');
    return Array.isArray(places) ? places.filter((each) => typeof each === 'string') : [];
  } catch {
    return [];
  }
}
