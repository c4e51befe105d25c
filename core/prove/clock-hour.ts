/** A UTC clock hour: "2026-11-03T10". Texts of hours sort as the hours do. */
export type ClockHour = string;

const HOUR_MS = 3_600_000;
const LAST_MS = Date.parse('9999-12-31T23:59:59.999Z');

/** The hour that holds an instant, UTC epoch milliseconds from 1970 to 9999. */
export function hourAt(timeMs: number): ClockHour {
  return new Date(Math.min(Math.max(timeMs, 0), LAST_MS)).toISOString().slice(0, 13);
}

/** First instant of an hour, UTC epoch milliseconds. */
export function startOfHour(hour: ClockHour): number {
  return Date.parse(`${hour}:00:00.000Z`);
}

/** First instant that is no longer in an hour, UTC epoch milliseconds. */
export function endOfHour(hour: ClockHour): number {
  return startOfHour(hour) + HOUR_MS;
}

/** The hour that lies so many hours later; earlier where the count is negative. */
export function hoursAfter(hour: ClockHour, count: number): ClockHour {
  return hourAt(startOfHour(hour) + count * HOUR_MS);
}

/** The folder of an hour: "date=2026-11-03/hour=10". */
export function folderOfHour(hour: ClockHour): string {
  return `date=${hour.slice(0, 10)}/hour=${hour.slice(11)}`;
}

/** The hour that a key names: null where it names none. */
export function hourInKey(key: string): ClockHour | null {
  const [, day, hour] = /^[^/]+\/v1\/date=(\d{4}-\d\d-\d\d)\/hour=(\d\d)[/.]/.exec(key) ?? [];
  if (day === undefined || hour === undefined) return null;
  const text = `${day}T${hour}`;
  const startMs = startOfHour(text);
  return Number.isNaN(startMs) || hourAt(startMs) !== text ? null : text;
}
