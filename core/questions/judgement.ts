import * as v from 'valibot';

const text = v.optional(v.string());
const flag = v.optional(v.boolean());

/**
 * What stands in the `judged` of a line of evidence: reading it takes anything, because a line that says
 * what is not so is a flaw and no broken line; a table needs its fields by name.
 */
export const judgementSchema = v.strictObject({
  verdict: text,
  inferenceRegion: text,
  basis: text,
  fence: text,
  waiverId: text,
  because: text,
  observed: flag,
  exposed: flag,
  unresolved: flag,
  openStream: flag,
  refused: flag,
  neverRecorded: flag,
});
