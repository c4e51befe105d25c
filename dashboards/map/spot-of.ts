import type { MapOutlines } from './map-outlines.ts';

export type Point = readonly [x: number, y: number];

/** Where a Region or Local Zone stands in a view. Null: outside it, or nobody knows. */
export function spotOf(code: string | null, { spots }: MapOutlines): Point | null {
  const name = code?.replace(/-\d+[a-z]?$/, '') ?? '';
  const found = [code ?? '', name].find((each) => Object.hasOwn(spots, each));
  return found === undefined ? null : (spots[found] ?? null);
}
