import * as v from 'valibot';

/** What an account can be in one Region. `callable, not watched` leads wherever they are listed. */
export const COVERAGE_STATES = [
  'callable, not watched',
  'unknown',
  'watched',
  'denied by SCP',
  'not enabled',
] as const;

export type CoverageState = (typeof COVERAGE_STATES)[number];

const text = v.string();
const row = v.strictObject({
  accountId: v.pipe(text, v.regex(/^\d{12}$/)),
  name: text,
  region: text,
  state: v.picklist(COVERAGE_STATES),
  why: text,
});

/** The source of its JSON Schema, `docs/schemas/coverage.schema.json`. */
export const coverageSchema = v.strictObject({
  schema: v.pipe(v.literal('coverage/1'), v.description('Form of the line: coverage/1')),
  asOf: v.pipe(text, v.isoTimestamp(), v.description('When it was looked at, ISO 8601 in UTC')),
  rows: v.pipe(v.array(row), v.description('Every account in every Region, and its state')),
  unseen: v.pipe(
    v.array(v.strictObject({ where: text, problem: text })),
    v.description('What could not be looked at on the way'),
  ),
});

/** One account in one Region: its state, and why, in a sentence. */
export type CoverageRow = Readonly<v.InferOutput<typeof row>>;

/**
 * Every account of an organization in every Region with Bedrock, each in exactly one state, as of an
 * instant (ISO 8601, UTC); and what could not be looked at on the way.
 */
export type Coverage = {
  readonly schema: 'coverage/1';
  readonly asOf: string;
  /** What leads first, then by Region and account. */
  readonly rows: readonly CoverageRow[];
  readonly unseen: readonly { readonly where: string; readonly problem: string }[];
};
