import type { Reading } from '../judge/reading.ts';
import {
  type AccountRegion,
  comparePlaces,
  placeKeyOf,
  placesOf,
} from '../prove/account-region.ts';
import { type ClockHour, hourAt, hoursAfter } from '../prove/clock-hour.ts';
import { createServedCalls } from '../prove/served-calls.ts';
import type { WatchedHour } from '../prove/watched-hour.ts';

/** An account and source Region of which something was not seen. */
export type UnwatchedPlace = AccountRegion & {
  /** Calls that Bedrock counted, and of which no line of evidence tells to this day. */
  readonly unseen: number;
  /** Hours in which Bedrock's count was not to be had, and why. */
  readonly notCompared: number;
  readonly why: readonly string[];
  /** Hours in which the canary had stopped coming. */
  readonly missing: number;
};

/**
 * Puts together what the hourly run saw in each account and Region of an organization. What evidence
 * lacked then may have been added since: `addLine` takes every line that stands in it now, once all
 * hours are known.
 */
export function createUnwatchedPlaces() {
  const hours: WatchedHour[] = [];
  const served = new Map<ClockHour, ReturnType<typeof createServedCalls>>();
  return {
    addHour(watched: WatchedHour): void {
      hours.push(watched);
      if (watched.compared.every(({ unseen }) => unseen === 0)) return;
      const { hour } = watched;
      const calls = createServedCalls(hour, ({ accountId, sourceRegion: region }) =>
        accountId === null ? null : placeKeyOf({ accountId, region }),
      );
      served.set(hour, calls);
    },
    /** A call near the edge of an hour counts for both. */
    addLine(reading: Reading): void {
      if (served.size === 0 || reading.kind !== 'call' || reading.line.timeMs === null) return;
      const hour = hourAt(reading.line.timeMs);
      for (const each of [-1, 0, 1]) served.get(hoursAfter(hour, each))?.add(reading);
    },
    /** Worst first: what is unseen, then what was not compared. */
    list: (): readonly UnwatchedPlace[] => listOf(hours, served),
  };
}

function listOf(
  hours: readonly WatchedHour[],
  served: ReadonlyMap<ClockHour, ReturnType<typeof createServedCalls>>,
): readonly UnwatchedPlace[] {
  const found = new Map<string, UnwatchedPlace>();
  const change = (at: AccountRegion, how: (one: UnwatchedPlace) => Partial<UnwatchedPlace>) => {
    const { accountId, region } = at;
    const key = placeKeyOf(at);
    const one = found.get(key) ?? { accountId, region, ...NOTHING };
    found.set(key, { ...one, ...how(one) });
  };
  for (const { hour, compared, notCompared, missing } of hours) {
    for (const each of compared) {
      const seen = Math.max(each.seen, served.get(hour)?.countIn(placeKeyOf(each)) ?? 0);
      const left = each.counted - seen;
      if (left > 0) change(each, ({ unseen }) => ({ unseen: unseen + left }));
    }
    for (const { why: reason, places } of notCompared) {
      for (const each of placesOf(places)) {
        change(each, ({ notCompared: count, why }) => ({
          notCompared: count + 1,
          why: why.includes(reason) ? why : [...why, reason],
        }));
      }
    }
    for (const each of missing) change(each, (one) => ({ missing: one.missing + 1 }));
  }
  return [...found.values()].sort(
    (a, b) =>
      b.unseen - a.unseen ||
      b.notCompared - a.notCompared ||
      b.missing - a.missing ||
      comparePlaces(a, b),
  );
}

const NOTHING = { unseen: 0, notCompared: 0, why: [], missing: 0 } as const;
