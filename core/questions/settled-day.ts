import * as v from 'valibot';

const count = (description: string) =>
  v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.description(description));

/** What a day was settled from, and what of it could not be used: no answer is better than this. */
export const settledDaySchema = v.strictObject({
  schema: v.pipe(v.literal('settled-day/1'), v.description('Form of the line: settled-day/1')),
  day: v.pipe(v.string(), v.isoDate(), v.description('The UTC day on which it happened')),
  made: v.pipe(v.string(), v.isoTimestamp(), v.description('When it was settled, ISO 8601')),
  calls: count('Calls of the day'),
  submissions: count('Submissions of the day'),
  records: count('Records that these were settled from'),
  unreadable: count('Lines of evidence, of this day or near it, that are none'),
  unjudged: count('Lines whose policy is not kept, and which are in no call'),
  apart: count('Corrections whose original is not of this day: both count'),
  unread: count('Objects of evidence that could not be read'),
  unreadObjects: v.pipe(v.array(v.string()), v.description('These objects')),
  objects: v.pipe(v.array(v.string()), v.description('Objects of evidence that were read')),
  creations: v.pipe(
    v.array(v.strictObject({ arn: v.string(), copyFrom: v.string() })),
    v.description('Application profiles known by then, and what each copies'),
  ),
});

export type SettledDay = v.InferOutput<typeof settledDaySchema>;

export function renderSettledDay(day: SettledDay): string {
  return `${JSON.stringify(day)}\n`;
}

/** Reads what was said of a day; null where it is none, and is made again. Never throws. */
export function readSettledDay(bytes: Uint8Array): SettledDay | null {
  try {
    const parsed = v.safeParse(settledDaySchema, JSON.parse(new TextDecoder().decode(bytes)));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}
