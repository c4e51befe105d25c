import * as v from 'valibot';

const text = v.string();
const said = (description: string) =>
  v.pipe(text, v.trim(), v.nonEmpty(), v.description(description));
const id = v.pipe(text, v.regex(/^(?:[0-9a-f]{16}|[0-9a-f]{64})$/));

/** That somebody looked at a finding, or at a group of findings that were told together, and ended it. */
export const closureSchema = v.strictObject({
  schema: v.pipe(v.literal('closure/1'), v.description('Form of the line: closure/1')),
  id: v.pipe(id, v.description('Id of the finding, 16 hex digits; of a group of them, 64')),
  closes: v.pipe(v.picklist(['finding', 'group']), v.description('A finding, or a group')),
  closed: v.pipe(text, v.isoTimestamp(), v.description('When, ISO 8601 in UTC')),
  by: said('Who closed it'),
  reason: said('Why'),
  ticket: v.pipe(v.nullable(text), v.description('Where it is written down')),
});

export type Closure = v.InferOutput<typeof closureSchema>;

export const CLOSURES_PREFIX = 'closures/v1/';

/** What an id is of; null where it is none. */
export function kindOfId(text: string): Closure['closes'] | null {
  if (!v.is(id, text)) return null;
  return text.length === 16 ? 'finding' : 'group';
}

export function closureKeyOf(id: string): string {
  return `${CLOSURES_PREFIX}${id}.json`;
}

export function renderClosure(closure: Closure): string {
  return `${JSON.stringify(closure)}\n`;
}

/** Reads a closure; null where it is none. Never throws. */
export function readClosure(bytes: Uint8Array): Closure | null {
  try {
    const parsed = v.safeParse(closureSchema, JSON.parse(new TextDecoder().decode(bytes)));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}
