import type { JudgedCall } from '../judge/judged.ts';
import { type ClockHour, startOfHour } from '../prove/clock-hour.ts';
import type { Closure } from '../prove/closure.ts';
import type { ToldMarker } from '../tell/read-told-marker.ts';
import { tellGroups } from '../tell/tell-groups.ts';
import { findingIdOf } from './finding-id.ts';

/** When and where the record of a finding was written. */
export type Writing = { readonly writtenMs: number; readonly hour: ClockHour | null };

/** From when on a finding was known, and how it ended. */
export type FindingLife = {
  /** First 16 hex digits of the SHA-256 of the call's key. */
  readonly id: string;
  /** ISO 8601: when the record was written; null where its record has no id. */
  readonly awareSince: string | null;
  /** ISO 8601; null where nobody was told. */
  readonly told: string | null;
  /** Null while it is open. */
  readonly closure: Closure | null;
};

type Beside = {
  readonly writingOf: (eventId: string) => Writing | undefined;
  readonly told: readonly ToldMarker[];
  readonly closures: readonly Closure[];
};

/** Follows findings through what was told and closed; by the finding's own id or by that of its group. */
export function createFollower({ writingOf, told, closures }: Beside) {
  const toldByName = new Map<string, ToldMarker>();
  for (const marker of told.toSorted((a, b) => Number(a.told > b.told) - Number(a.told < b.told))) {
    for (const name of [marker.id, ...marker.findings, ...marker.eventIds]) {
      if (name !== null && !toldByName.has(name)) toldByName.set(name, marker);
    }
  }
  const closureById = new Map(closures.map((closure) => [closure.id, closure]));

  return (call: JudgedCall): FindingLife => {
    const id = findingIdOf(call.key);
    const writing = call.eventId === null ? undefined : writingOf(call.eventId);
    const group = groupOf(call, writing?.hour ?? null);
    const marker = [group, id, call.eventId].flatMap((name) => toldByName.get(name ?? '') ?? [])[0];
    const closed = [id, marker?.id, group].flatMap((name) => closureById.get(name ?? '') ?? [])[0];
    return {
      id,
      awareSince: writing === undefined ? null : new Date(writing.writtenMs).toISOString(),
      told: marker?.told ?? null,
      closure: closed ?? null,
    };
  };
}

/** The group in which people were told of a call that was found in an hour. */
function groupOf(call: JudgedCall, hour: ClockHour | null): string | null {
  return hour === null ? null : (tellGroups([call], startOfHour(hour))[0]?.id ?? null);
}
