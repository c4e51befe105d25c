import * as v from 'valibot';

const text = v.string();
const said = v.pipe(text, v.trim(), v.nonEmpty());
const id = v.pipe(text, v.regex(/^(?:[0-9a-f]{16}|[0-9a-f]{64})$/));

/** That somebody looked at a finding, or at a group of findings that were told together, and ended it. */
const schema = v.strictObject({
  schema: v.literal('closure/1'),
  /** Of a finding 16 hex digits; of a group 64. */
  id,
  closes: v.picklist(['finding', 'group']),
  closed: v.pipe(text, v.isoTimestamp()),
  by: said,
  reason: said,
  ticket: v.nullable(text),
});

export type Closure = v.InferOutput<typeof schema>;

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
    const parsed = v.safeParse(schema, JSON.parse(new TextDecoder().decode(bytes)));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}
