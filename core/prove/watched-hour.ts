import * as v from 'valibot';
import { type ClockHour, folderOfHour, startOfHour } from './clock-hour.ts';

const text = v.string();
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const byRegion = v.pipe(v.record(text, v.pipe(v.array(text), v.readonly())), v.readonly());
const place = { accountId: text, region: text };

/** What was seen of one clock hour of calls in every account and source Region of an organization. */
const schema = v.strictObject({
  schema: v.literal('watched/1'),
  hour: v.pipe(text, v.check(isHour, 'hour is no clock hour')),
  /** Whose canary was refused in the hour and came through. */
  canaries: byRegion,
  /** Whose canary came before, and did not come now. */
  missing: v.array(v.strictObject({ ...place, last: text })),
  /** Where Bedrock counted calls or evidence has some; `unseen` is what evidence lacks. */
  compared: v.array(v.strictObject({ ...place, counted: count, seen: count, unseen: count })),
  /** Where neither has any. */
  quiet: byRegion,
  /** Where Bedrock's own count was not to be had, and why. */
  notCompared: v.array(v.strictObject({ why: text, places: byRegion })),
  /** Accounts that evidence names beyond those that one run looks into. */
  leftOut: count,
});

export type WatchedHour = Readonly<v.InferOutput<typeof schema>>;

export const WATCHED_PREFIX = 'watched/v1/';

export function watchedKeyOf(hour: ClockHour): string {
  return `${WATCHED_PREFIX}${folderOfHour(hour)}.json`;
}

export function renderWatched(watched: WatchedHour): string {
  return `${JSON.stringify(watched)}\n`;
}

/** Reads what was written of an hour; null where it is no such thing. Never throws. */
export function readWatched(bytes: Uint8Array): WatchedHour | null {
  try {
    const parsed = v.safeParse(schema, JSON.parse(new TextDecoder().decode(bytes)));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}

function isHour(hour: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d$/.test(hour) && !Number.isNaN(startOfHour(hour));
}
