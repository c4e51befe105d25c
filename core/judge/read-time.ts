const EVENT_TIME =
  /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:\.(\d{1,12}))?\s?(Z|UTC|[+-]\d\d:?\d\d)?$/;

/**
 * A record's `eventTime` as UTC epoch milliseconds; null where it cannot be read. CloudTrail writes
 * UTC; exports of it are seen with a space for the `T`, without the `Z`, and with seven fractional digits.
 */
export function readTime(eventTime: unknown): number | null {
  if (typeof eventTime !== 'string') return null;
  const match = EVENT_TIME.exec(eventTime);
  if (match === null) return null;
  const [, day, clock, fraction = '', zone = 'Z'] = match;
  const milliseconds = fraction.slice(0, 3).padEnd(3, '0');
  const offset = zone === 'UTC' || zone === 'Z' ? 'Z' : zone.replace(/^(...)(\d\d)$/, '$1:$2');
  const timeMs = Date.parse(`${day}T${clock}.${milliseconds}${offset}`);
  return Number.isNaN(timeMs) || !isRealDay(day ?? '') ? null : timeMs;
}

/** `Date.parse` takes 31 June for 1 July. Every month has 28 days. */
function isRealDay(day: string): boolean {
  if (day.slice(8) <= '28') return true;
  const midnightMs = Date.parse(`${day}T00:00:00.000Z`);
  return !Number.isNaN(midnightMs) && new Date(midnightMs).toISOString().startsWith(`${day}T`);
}
