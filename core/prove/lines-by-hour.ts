import { compareTexts } from '../judge/compare-texts.ts';
import type { Line } from '../judge/reading.ts';
import { type ClockHour, hourAt } from './clock-hour.ts';

/** Lines of one hour that were made in one source Region. */
export type HourOfLines = {
  readonly hour: ClockHour;
  /** Part of a file's name: "unknown" for what is no name of a Region. */
  readonly region: string;
  readonly lines: readonly Line[];
};

/** Lines that go into one object at most. */
const MOST_LINES = 20_000;

/**
 * Lines by the hour of their event and by source Region, earliest first. What has no time that can be
 * read stands in the last hour.
 */
export function* linesByHour(lines: readonly Line[], lastHour: ClockHour): Generator<HourOfLines> {
  const placeOf = ({ timeMs, facts }: Line) => ({
    hour: timeMs === null ? lastHour : hourAt(timeMs),
    region: /^[a-z0-9-]{1,32}$/.test(facts.sourceRegion) ? facts.sourceRegion : 'unknown',
  });
  const sorted = lines.toSorted((a, b) => {
    const [first, second] = [placeOf(a), placeOf(b)];
    return compareTexts(first.hour, second.hour) || compareTexts(first.region, second.region);
  });
  let group: Line[] = [];
  let place: Omit<HourOfLines, 'lines'> | null = null;
  for (const line of sorted) {
    const next = placeOf(line);
    const isSame = place?.hour === next.hour && place.region === next.region;
    if (place !== null && (!isSame || group.length === MOST_LINES)) {
      yield { ...place, lines: group };
      group = [];
    }
    place = next;
    group.push(line);
  }
  if (place !== null) yield { ...place, lines: group };
}

/** The hour of the last event whose time is known; that of `nowMs` where there is none. */
export function lastHourOf(lines: readonly Line[], nowMs: number): ClockHour {
  const lastMs = lines.reduce((last, { timeMs }) => Math.max(last, timeMs ?? -1), -1);
  return hourAt(lastMs === -1 ? nowMs : lastMs);
}
