import type { AuditReport, Breakdown } from '../../core/report/audit-report.ts';

/** One hour, day, month or year of the timeline. */
export type Slot = {
  /** Begin of the ISO time: "2026-11-03T09", "2026-11-03" or "2026-11". */
  readonly name: string;
  readonly counts: Readonly<Record<(typeof STACK)[number], number>>;
  /** Files or records of that time that were not looked at. */
  readonly gaps: number;
};

/** What a bar is made of, from below. */
export const STACK = ['inside', 'waived', 'notServed', 'undecided', 'outside'] as const;

const MOST_SLOTS = 100;
const HOUR_MS = 3_600_000;
/** Of an ISO time: hours, days, months; a step never jumps over one. */
const UNITS = [
  { hours: 1, length: 13, step: HOUR_MS },
  { hours: 24, length: 10, step: 24 * HOUR_MS },
  { hours: 672, length: 7, step: 672 * HOUR_MS },
] as const;
/** Times so far apart are mistakes: only the years that have something are shown. */
const YEAR = { length: 4, step: Number.POSITIVE_INFINITY } as const;

/** Every hour of the period, also those without a call; days or months where there are too many. */
export function timelineSlots({ hours, unseenHours }: AuditReport): readonly Slot[] {
  const dated = hours.filter(({ name }) => msOf(name) !== null);
  const named = [...dated.map(({ name }) => name), ...unseenHours.map(({ hour }) => hour)].sort();
  const [first] = named;
  const last = named.at(-1);
  if (first === undefined || last === undefined) return [];
  const count = ((msOf(last) ?? 0) - (msOf(first) ?? 0)) / HOUR_MS + 1;
  const { length, step } = UNITS.find(({ hours }) => count <= MOST_SLOTS * hours) ?? YEAR;
  const slots = new Map<string, Slot>();
  for (let at = msOf(first) ?? 0; at <= (msOf(last) ?? 0); at += step) {
    open(new Date(at).toISOString().slice(0, length));
  }
  for (const hour of dated) add(hour.name.slice(0, length), hour, 0);
  for (const { hour, gaps } of unseenHours) add(hour.slice(0, length), null, gaps);
  return [...slots.values()].sort((a, b) => (a.name < b.name ? -1 : 1));

  function open(name: string): Slot {
    const none = { inside: 0, waived: 0, notServed: 0, undecided: 0, outside: 0 };
    const slot = slots.get(name) ?? { name, counts: none, gaps: 0 };
    slots.set(name, slot);
    return slot;
  }

  function add(name: string, hour: Breakdown | null, gaps: number): void {
    const { counts, gaps: known } = open(name);
    const sums = STACK.map((each) => [each, counts[each] + (hour?.[each] ?? 0)]);
    slots.set(name, { name, counts: Object.fromEntries(sums), gaps: known + gaps });
  }
}

function msOf(hour: string): number | null {
  const ms = /^\d{4}-\d\d-\d\dT\d\d$/.test(hour) ? Date.parse(`${hour}:00:00Z`) : Number.NaN;
  return Number.isNaN(ms) ? null : ms;
}
