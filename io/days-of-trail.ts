import type { Window } from '../core/judge/in-window.ts';

const REGION_FOLDER = /^(?:.*\/)?CloudTrail\/[^/]+\//;
const DAY_MS = 86_400_000;
/**
 * Folders are named for the day of delivery. CloudTrail delivers within minutes, as a rule, and an event
 * of the evening lies in the folder of the next day; later than two days is an outage of weeks.
 */
const LATE_DAYS = 2;

/** Which part of one account's Region is listed. */
export type DayRange = {
  /** Listing begins after this key. */
  readonly startAfter: string | null;
  /** Whether a key lies in a later day than any that is wanted. */
  readonly isBeyond: (key: string) => boolean;
};

/** The folder of one Region of a trail that a key lies in: `.../CloudTrail/eu-central-1/`. */
export function regionFolderOf(key: string): string | null {
  return REGION_FOLDER.exec(key)?.[0] ?? null;
}

/**
 * The days in which events of a window were delivered, as keys below the folder of a Region. Layout:
 * CloudTrail user guide, log file locations (read 2026-11-23).
 */
export function daysOfTrail(regionFolder: string, { fromMs, untilMs }: Window): DayRange {
  const last = untilMs === null ? null : dayOf(untilMs + LATE_DAYS * DAY_MS);
  return {
    startAfter: fromMs === null ? null : `${regionFolder}${dayOf(fromMs)}`,
    isBeyond(key) {
      const day = key.slice(regionFolder.length, regionFolder.length + 10);
      return last !== null && /^\d{4}\/\d\d\/\d\d$/.test(day) && day > last;
    },
  };
}

function dayOf(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, 10).replaceAll('-', '/');
}
