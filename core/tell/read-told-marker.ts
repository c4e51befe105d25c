import * as v from 'valibot';

const texts = v.optional(v.array(v.nullable(v.string())), []);

const schema = v.object({
  schema: v.literal('told/1'),
  /** The group's. */
  id: v.string(),
  /** When people were told, ISO 8601. */
  told: v.string(),
  /** Some of the findings and events that were told. */
  findings: texts,
  eventIds: texts,
});

export type ToldMarker = v.InferOutput<typeof schema>;

/** Reads the marker that a group was told; null where it is none. Never throws. */
export function readToldMarker(bytes: Uint8Array): ToldMarker | null {
  try {
    const parsed = v.safeParse(schema, JSON.parse(new TextDecoder().decode(bytes)));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}
