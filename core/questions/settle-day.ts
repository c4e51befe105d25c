import { createInterner } from '../judge/intern-facts.ts';
import type { Line } from '../judge/reading.ts';
import { settleLines } from '../judge/settle-lines.ts';
import type { ResolvedPolicy } from '../policy/resolved-policy.ts';
import { type ClockHour, hourInKey, startOfHour } from '../prove/clock-hour.ts';
import { supplierOf } from '../prove/settle-part.ts';
import { tellGroups } from '../tell/tell-groups.ts';
import { type Day, dayAt, daysAround, daysOfStray, instantOf } from './day-of-line.ts';
import type { SettledDay } from './settled-day.ts';
import { type SettledLine, settledLines } from './settled-line.ts';

/** Where lines come from that were judged by one policy. */
export type LineSource = {
  readonly object: string;
  readonly sha256: string;
  readonly policy: ResolvedPolicy;
};

type Counts = Pick<SettledDay, 'calls' | 'submissions' | 'records' | 'apart'>;

/**
 * Settles the calls of one day by the same fold as every engine. Takes lines of the day and of the hours
 * around it; a call is of the day of its earliest line, so that of all days one has it.
 */
export function createDay(day: Day) {
  const sources = new Map<Line, LineSource>();
  const strays: string[] = [];
  const intern = createInterner();
  const counts: { -readonly [K in keyof Counts]: Counts[K] } = {
    ...{ calls: 0, submissions: 0, records: 0, apart: 0 },
  };
  return {
    counts: counts as Counts,
    /** Whether the lines of a day may be settled with this one. */
    wants: (line: Line, object: string): boolean =>
      daysAround(instantOf(line, hourOf(object))).includes(day),
    add(line: Line, source: LineSource): void {
      // A copy, because interning may answer with what it was given.
      sources.set({ ...intern(line) }, source);
    },
    addStray(eventId: string, object: string): void {
      if (daysOfStray(hourOf(object)).includes(day)) strays.push(eventId);
    },
    settle,
  };

  function* settle(creations: ReadonlyMap<string, string>): Generator<SettledLine> {
    const lines = [...sources.keys()];
    counts.apart += countApart(lines);
    let group: readonly Line[] = [];
    const policyOf = (its: readonly Line[]) => {
      group = its;
      return sourceOf(supplierOf(its)).policy;
    };
    for (const judged of settleLines(lines, strays, creations, policyOf)) {
      const instants = group.map((line) => instantOf(line, hourOf(sourceOf(line).object)));
      if (dayAt(Math.min(...instants)) !== day) continue;
      const objects = [...new Set(group.map((line) => sourceOf(line).object))].sort();
      const written = objects.map(hourOf).sort()[0] ?? '';
      const told = judged.call === null ? [] : tellGroups([judged.call], startOfHour(written));
      counts.calls += Number(judged.call !== null);
      counts.submissions += Number(judged.submission !== null);
      counts.records += judged.duplicates + new Set(group.map(({ facts }) => facts.kind)).size;
      const policy = sourceOf(supplierOf(group)).sha256;
      yield* settledLines(judged, { groupId: told[0]?.id ?? null, policy, objects });
    }
  }

  function sourceOf(line: Line): LineSource {
    const source = sources.get(line);
    if (source === undefined) throw new RangeError('every line comes from somewhere');
    return source;
  }
}

/** Corrections whose original is not here: they stand for a call of their own. */
function countApart(lines: readonly Line[]): number {
  const corrections = lines.flatMap(({ corrects }) => corrects ?? []);
  const wanted = new Set(corrections);
  const here = new Set<string>();
  for (const { eventId } of wanted.size === 0 ? [] : lines) {
    if (eventId !== null && wanted.has(eventId)) here.add(eventId);
  }
  return corrections.filter((eventId) => !here.has(eventId)).length;
}

function hourOf(object: string): ClockHour {
  const hour = hourInKey(object);
  if (hour === null) throw new RangeError(`${object} names no hour`);
  return hour;
}
