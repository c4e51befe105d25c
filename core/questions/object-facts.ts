import * as v from 'valibot';
import { hourInKey } from '../prove/clock-hour.ts';
import type { ReadEvidenceLine } from '../prove/read-evidence-line.ts';
import { type Day, dayAt, daysAround, daysOfStray, instantOf } from './day-of-line.ts';

const texts = v.array(v.string());
const schema = v.strictObject({
  schema: v.literal('objects/1'),
  objects: v.array(
    v.strictObject({
      key: v.string(),
      /** The days of its lines, sorted. */
      days: texts,
      /** Other days whose calls its lines may belong to, sorted. */
      near: texts,
      lines: v.number(),
      /** Events that its corrections name. */
      corrects: texts,
      /** Application profiles, and what each copies. */
      creations: v.array(v.strictObject({ arn: v.string(), copyFrom: v.string() })),
      /** Why it could not be read; null where it could. */
      problem: v.nullable(v.string()),
    }),
  ),
});

/** What one object of evidence is about, so that it need not be read to know which days want it. */
export type ObjectFacts = v.InferOutput<typeof schema>['objects'][number];

/** Looks at all lines of an object. Its key must name the hour in which it was written. */
export function objectFacts(key: string, lines: Iterable<ReadEvidenceLine>): ObjectFacts {
  const written = hourInKey(key);
  if (written === null) throw new RangeError(`${key} names no hour`);
  const days = new Set<Day>();
  const near = new Set<Day>();
  const corrects = new Set<string>();
  const creations = new Map<string, string>();
  const touch = (timeMs: number | null) => {
    const instantMs = instantOf({ timeMs }, written);
    days.add(dayAt(instantMs));
    for (const day of daysAround(instantMs)) near.add(day);
  };
  let count = 0;
  for (const line of lines) {
    count += 1;
    if (line.kind === 'bad') {
      touch(null);
    } else if ('line' in line.reading) {
      touch(line.reading.line.timeMs);
      if (line.reading.line.corrects !== null) corrects.add(line.reading.line.corrects);
    } else {
      touch(null);
      if (line.reading.corrects !== null) {
        corrects.add(line.reading.corrects);
        for (const day of daysOfStray(written)) near.add(day);
      }
      const creation = line.reading.kind === 'other' ? line.reading.creation : null;
      if (creation !== null) creations.set(creation.arn, creation.copyFrom);
    }
  }
  const sorted = (items: Iterable<string>) => [...items].sort();
  return {
    key,
    days: sorted(days),
    near: sorted([...near].filter((day) => !days.has(day))),
    lines: count,
    corrects: sorted(corrects),
    creations: [...creations].map(([arn, copyFrom]) => ({ arn, copyFrom })),
    problem: null,
  };
}

/** An object that cannot be read counts in the day in which it was written. */
export function unreadObject(key: string, written: Day, problem: string): ObjectFacts {
  return { key, days: [written], near: [], lines: 0, corrects: [], creations: [], problem };
}

export function renderObjectFacts(objects: readonly ObjectFacts[]): string {
  return `${JSON.stringify({ schema: 'objects/1', objects })}\n`;
}

/** Reads facts back; null where they are none, and have to be gathered again. Never throws. */
export function readObjectFacts(bytes: Uint8Array): readonly ObjectFacts[] | null {
  try {
    const parsed = v.safeParse(schema, JSON.parse(new TextDecoder().decode(bytes)));
    return parsed.success ? parsed.output.objects : null;
  } catch {
    return null;
  }
}
