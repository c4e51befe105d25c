import type { JudgedLine } from '../judge/judge-alone.ts';
import type { VerdictKind } from '../judge/judged.ts';
import { keyOf } from '../judge/key.ts';
import type { Line } from '../judge/reading.ts';
import { createNumbers } from './grow-numbers.ts';
import { hashKey } from './hash-key.ts';

/** Calls by verdict, and submissions, as evidence settles. */
export type SettledCounts = Record<VerdictKind | 'submissions', number>;

const KINDS = ['inside', 'waived', 'outside', 'undecided', 'not-served', 'submissions'] as const;

/** How many lines are settled together, about; each takes up to a kilobyte. */
const MOST_LINES = 25_000;

/**
 * Finds which lines of evidence belong together, in 20 bytes a line: most are like no other and settle
 * into what they say alone. The others have to be read again, part by part, so that memory is bounded
 * however many there are; what belongs together is written at about the same time, so that a part is
 * found in few objects.
 */
export function createSettlePlan(mostLines = MOST_LINES) {
  const keys = createNumbers();
  const events = createNumbers();
  const kinds = createNumbers();
  const firstOf: number[] = [];
  const corrected = new Set<number>();
  const wanted = new Set<number>();

  return {
    /** Begins another object; its number is the count of those before it. */
    nextObject: (): void => void firstOf.push(keys.length()),
    addLine({ line, like }: JudgedLine): void {
      const key = hashOf(line);
      keys.push(key);
      events.push(line.eventId === null ? -1 : hashKey(line.eventId));
      kinds.push(KINDS.indexOf(like.call?.verdict ?? 'submissions'));
      if (line.corrects === null) return;
      corrected.add(key);
      wanted.add(hashKey(line.corrects));
    },
    /** A correction that turned out to be no line: the event that it names is in doubt. */
    addStray: (eventId: string): void => void wanted.add(hashKey(eventId)),
    finish: (): SettlePlan => finish(),
  };

  function finish(): SettlePlan {
    for (let at = 0; wanted.size > 0 && at < events.length(); at += 1) {
      if (wanted.has(events.at(at))) corrected.add(keys.at(at));
    }
    const sorted = keys.sorted();
    /** One more than the part of a key, at the last place where it stands in `sorted`. */
    const parts = new Uint16Array(sorted.length);
    const lone = emptyCounts();
    let part = 0;
    let load = 0;
    for (let at = 0; at < keys.length(); at += 1) {
      const key = keys.at(at);
      const last = lastPlace(sorted, key);
      const kind = KINDS[kinds.at(at)];
      if (corrected.has(key)) {
        parts[last] = 1;
      } else if (key === LONE || sorted[last - 1] !== key) {
        if (kind !== undefined) lone[kind] += 1;
      } else if (parts[last] === 0) {
        if (load >= mostLines) {
          part += 1;
          load = 0;
        }
        parts[last] = part + 1;
        for (let copy = last; sorted[copy] === key; copy -= 1) load += 1;
      }
    }
    const partOf = (key: number) => (parts[lastPlace(sorted, key)] ?? 0) - 1;
    return {
      lone,
      parts: parts.some((each) => each > 0) ? part + 1 : 0,
      partOf: (line) => partOf(hashOf(line)),
      objectsOf(part) {
        return firstOf.flatMap((first, object) => {
          const end = firstOf[object + 1] ?? keys.length();
          for (let at = first; at < end; at += 1) if (partOf(keys.at(at)) === part) return object;
          return [];
        });
      },
    };
  }
}

export type SettlePlan = {
  /** What the lines that are like no other settle into. */
  readonly lone: Readonly<SettledCounts>;
  readonly parts: number;
  /** In which part a line settles; -1 where it is like no other. */
  readonly partOf: (line: Line) => number;
  /** The objects that hold lines of a part. */
  readonly objectsOf: (part: number) => readonly number[];
};

export function emptyCounts(): SettledCounts {
  return { inside: 0, waived: 0, outside: 0, undecided: 0, 'not-served': 0, submissions: 0 };
}

const LONE = -1;
const LONE_CORRECTION = -2;

/** A line without any id is like no other, and may still correct one. */
function hashOf(line: Line): number {
  const key = keyOf(line);
  if (key !== null) return hashKey(key);
  return line.corrects === null ? LONE : LONE_CORRECTION;
}

/** Where a number stands last. */
function lastPlace(sorted: Float64Array, number: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) <= number) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
