import { canonicalJson, sha256Hex } from '../policy/canonical-json.ts';
import type { ClockHour } from '../prove/clock-hour.ts';
import type { Misattribution } from '../watch/misattribution.ts';
import { type MarkerName, markerKeyOf, renderMarker } from './marker.ts';

/** Events that contradict their records in the same way, found in the same clock hour. Told once. */
export type MisattributedGroup = MarkerName & {
  readonly misattribution: Misattribution;
  readonly records: number;
};

/** Groups what one batch or one hour holds; the most first, then by id. */
export function groupMisattributions(
  found: readonly Misattribution[],
  hour: ClockHour,
): readonly MisattributedGroup[] {
  const groups = new Map<string, MisattributedGroup>();
  for (const misattribution of found) {
    const id = `misattributed-${sha256Hex(canonicalJson([misattribution, hour]))}`;
    const records = (groups.get(id)?.records ?? 0) + 1;
    groups.set(id, { id, hour, misattribution, records });
  }
  return [...groups.values()].sort(
    (a, b) => b.records - a.records || (a.id < b.id ? -1 : Number(a.id > b.id)),
  );
}

/** Where it is kept that people were told of a group. */
export function misattributedKeyOf(group: MisattributedGroup): string {
  return markerKeyOf(group);
}

export function misattributedMarker(group: MisattributedGroup, toldMs: number): string {
  const { misattribution, records } = group;
  const told = new Date(toldMs).toISOString();
  return renderMarker('told-misattributed/1', group, { told, ...misattribution, records });
}
