import { type AccountRegion, comparePlaces, placeKeyOf, placesOf } from './account-region.ts';
import { type ClockHour, hoursAfter } from './clock-hour.ts';
import type { WatchedHour } from './watched-hour.ts';

/** Who came once is expected for so long; after that only coverage says that nobody watches there. */
export const EXPECTED_HOURS = 24;

/** An account and source Region whose canary came before, and came neither in this hour nor in the last. */
export type MissingCanary = AccountRegion & {
  /** The hour in which it came last. */
  readonly last: ClockHour;
};

/**
 * The canaries that an hour lacks, by what the hours before it saw. One that is missing once is no sign:
 * CloudTrail's way to EventBridge is best effort. `before` holds at most the last `EXPECTED_HOURS`.
 */
export function missingCanaries(
  hour: ClockHour,
  seen: readonly AccountRegion[],
  before: readonly WatchedHour[],
): readonly MissingCanary[] {
  const lastOf = new Map<string, MissingCanary>();
  for (const { hour: last, canaries } of before.toSorted((a, b) => (a.hour < b.hour ? -1 : 1))) {
    for (const place of placesOf(canaries)) lastOf.set(placeKeyOf(place), { ...place, last });
  }
  for (const place of seen) lastOf.delete(placeKeyOf(place));
  const theHourBefore = hoursAfter(hour, -1);
  return [...lastOf.values()].filter(({ last }) => last < theHourBefore).sort(comparePlaces);
}

/** Those of which nobody was told on the day of the hour. */
export function untoldCanaries(
  hour: ClockHour,
  missing: readonly MissingCanary[],
  before: readonly WatchedHour[],
): readonly MissingCanary[] {
  const day = hour.slice(0, 10);
  const sameDay = before.filter((each) => each.hour.slice(0, 10) === day);
  const told = new Set(sameDay.flatMap((each) => each.missing.map(placeKeyOf)));
  return missing.filter((each) => !told.has(placeKeyOf(each)));
}
