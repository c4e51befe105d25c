import { type ClockHour, endOfHour, startOfHour } from './clock-hour.ts';

/** Whether the trail's files of an hour were looked at: `in part` where some of them could not be. */
export type Sight = 'whole' | 'in part' | 'not looked at';

/** An account and a source Region of a trail. */
export type TrailPlace = { readonly accountId: string | null; readonly sourceRegion: string };

/**
 * CloudTrail delivers within a quarter of an hour, as a rule. An hour that ended less than two hours ago
 * is not looked at yet, so that what is merely late is no finding.
 */
export const DELIVERY_MARGIN_MS = 2 * 3_600_000;

const DAY_MS = 86_400_000;

/**
 * Log files lie in folders of the day of delivery, and hold records of any earlier time. Looked through are
 * the days of the period and two more: AWS names minutes, an outage of a day is seen twice, and what comes
 * later than that is found by running again over the old period.
 */
export const DAYS_AFTER = 2;

/** Which files hold the records of a period, by when they were delivered. UTC epoch milliseconds. */
export function deliveryOf({ fromMs, untilMs }: { fromMs: number; untilMs: number }) {
  return { fromMs: fromMs - DELIVERY_MARGIN_MS, untilMs: untilMs + DAYS_AFTER * DAY_MS };
}

/** What a look through some files of a trail has covered, as plain JSON. */
export type CoverageFacts = {
  readonly places: readonly TrailPlace[];
  /** Days on which some file was delivered: "2026-11-03". */
  readonly days: readonly string[];
  /** By place, when the last file was delivered that could not be read. UTC epoch milliseconds. */
  readonly unread: Readonly<Record<string, number>>;
  /** The same of files of nobody knows which place; null where there is none. */
  readonly allUnreadMs: number | null;
};

/** Which hours of which accounts and Regions a look through a trail's files has covered. */
export function createTrailCoverage(nowMs: number) {
  const places = new Map<string, TrailPlace>();
  const days = new Set<string>();
  /** Of files that could not be read, when the last was delivered. */
  const unread = new Map<string, number>();
  let allUnreadMs = Number.NEGATIVE_INFINITY;
  return {
    addFile(place: TrailPlace, deliveredMs: number): void {
      places.set(nameOf(place), place);
      days.add(dayOf(deliveredMs));
    },
    /** A file that could not be read may hold any record from before its delivery. */
    addUnread(place: TrailPlace | null, deliveredMs: number): void {
      if (place === null) {
        allUnreadMs = Math.max(allUnreadMs, deliveredMs);
        return;
      }
      const name = nameOf(place);
      unread.set(name, Math.max(unread.get(name) ?? deliveredMs, deliveredMs));
    },
    /** What another look has covered, which counts as covered here. */
    addFacts(facts: CoverageFacts): void {
      for (const place of facts.places) places.set(nameOf(place), place);
      for (const day of facts.days) days.add(day);
      for (const [name, lastMs] of Object.entries(facts.unread)) {
        unread.set(name, Math.max(unread.get(name) ?? lastMs, lastMs));
      }
      if (facts.allUnreadMs !== null) allUnreadMs = Math.max(allUnreadMs, facts.allUnreadMs);
    },
    facts: (): CoverageFacts => ({
      places: [...places.values()],
      days: [...days].sort(),
      unread: Object.fromEntries(unread),
      allUnreadMs: Number.isFinite(allUnreadMs) ? allUnreadMs : null,
    }),
    places: (): readonly TrailPlace[] => [...places.values()],
    /** CloudTrail makes no file where nothing was done: that a day has any is taken for the trail being on. */
    sightOf(place: TrailPlace, hour: ClockHour): Sight {
      const name = nameOf(place);
      if (!places.has(name) || !days.has(hour.slice(0, 10))) return 'not looked at';
      if (endOfHour(hour) + DELIVERY_MARGIN_MS > nowMs) return 'not looked at';
      const lastMs = Math.max(unread.get(name) ?? allUnreadMs, allUnreadMs);
      return lastMs >= startOfHour(hour) ? 'in part' : 'whole';
    },
  };
}

export type TrailCoverage = ReturnType<typeof createTrailCoverage>;

export function nameOf({ accountId, sourceRegion }: TrailPlace): string {
  return `${accountId} ${sourceRegion}`;
}

function dayOf(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, 10);
}
