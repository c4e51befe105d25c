import type { StoredObject } from '../../core/prove/build-seal.ts';
import { type ClockHour, hoursAfter } from '../../core/prove/clock-hour.ts';
import { LATE_HOURS } from '../../core/prove/due-hours.ts';
import { hourOfObject, prefixesOfHours } from '../../core/prove/evidence-layout.ts';
import type { Seal } from '../../core/prove/seal.ts';
import type { SealPorts } from './ports.ts';

export type Unsealed = {
  /** What belongs into the seal of the hour: its own, and what came late to the hours before. */
  readonly objects: readonly StoredObject[];
  /** Keys that a recent seal names and the store no longer shows. */
  readonly gone: readonly string[];
};

/** What the store holds for an hour and the hours before it, against the recent seals. */
export async function findUnsealed(
  hour: ClockHour,
  recent: readonly Seal[],
  list: SealPorts['list'],
): Promise<Unsealed> {
  const first = hoursAfter(hour, -LATE_HOURS);
  const sealed = new Set(recent.flatMap(({ objects }) => objects.map(({ key }) => key)));
  const prefixes = prefixesOfHours(first, hour);
  const missing = new Set(
    [...sealed].filter((key) => prefixes.some((prefix) => key.startsWith(prefix))),
  );
  const objects: StoredObject[] = [];
  for (const prefix of prefixes) {
    for await (const object of list(prefix)) {
      missing.delete(object.key);
      const its = hourOfObject(object.key, object.writtenMs);
      if (its >= first && its <= hour && !sealed.has(object.key)) objects.push(object);
    }
  }
  return { objects, gone: [...missing].sort() };
}
