import * as v from 'valibot';
import { EVENT_IDS_SHOWN } from '../core/measure/keep-least.ts';

/** The report that `geofence audit --format json` prints, as a schema for other programs. */

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const nullable = <T extends v.GenericSchema>(schema: T) => v.nullable(schema);
const text = v.string();
const hex = (digits: number) => v.pipe(text, v.regex(new RegExp(`^[0-9a-f]{${digits}}$`)));
const time = (description: string) => v.pipe(text, v.description(`${description}; ISO 8601, UTC`));
const basis = v.picklist(['reported', 'completion', 'assumed-source', 'unknown']);
const refusal = v.picklist(['denied', 'throttled', 'invalid']);
const eventIds = v.pipe(
  v.array(text),
  v.maxLength(EVENT_IDS_SHOWN),
  v.description('Some of the records behind the count: the least ids'),
);
const breakdown = v.strictObject({
  name: text,
  ...{ calls: count, inside: count, waived: count, outside: count },
  ...{ undecided: count, notServed: count },
  bases: v.pipe(
    v.strictObject({ reported: count, completion: count, 'assumed-source': count, unknown: count }),
    v.description('Calls by how their Region is known; refused calls have none'),
  ),
  eventIds,
});

const TOTALS = {
  files: 'Files looked at',
  unreadableFiles: 'Files and paths that could not be looked at',
  records: 'All records in the files',
  unreadableRecords: 'Records that could not be read',
  unrecognised: 'Bedrock API calls that no rule knows',
  duplicates: 'Records beyond the one that counts',
  calls: 'inside + waived + outside + undecided + notServed',
  inside: 'Calls that ran inside their fence',
  waived: 'Calls that ran outside under a waiver',
  outside: 'Calls that ran outside',
  undecided: 'Calls that could not be placed',
  notServed: 'Calls that were refused and ran nowhere',
  exposed: 'Calls and submissions that may leave the fence, wherever they ran',
  unresolved: 'Calls and submissions whose model or routes are hidden',
  submissions: 'Work whose Region no record names',
  completions: 'Calls that have a completion',
  openStreams: 'Streams that named no Region and were settled by their routes',
} as const;

type TotalSchema = v.SchemaWithPipe<readonly [typeof count, v.DescriptionAction<number, string>]>;
const totals = Object.fromEntries(
  Object.entries(TOTALS).map(([name, description]) => [
    name,
    v.pipe(count, v.description(description)),
  ]),
) as Record<keyof typeof TOTALS, TotalSchema>;

export const reportSchema = v.strictObject({
  schemaVersion: v.literal(1),
  generator: v.strictObject({ name: v.literal('bedrock-geofence'), version: text }),
  policy: v.strictObject({
    sha256: v.pipe(hex(64), v.description('SHA-256 of the resolved policy')),
    catalogDate: text,
    fences: v.array(
      v.strictObject({
        name: text,
        mode: v.picklist(['enforce', 'observe']),
        regions: v.array(text),
        countries: v.pipe(v.array(text), v.description('Whose Local Zones are inside')),
      }),
    ),
    waivers: v.array(
      v.strictObject({
        id: text,
        regions: v.array(text),
        ...{ reason: text, owner: text, approvedBy: text, ticket: text },
        from: time('First instant'),
        until: time('Last instant'),
        calls: count,
        eventIds,
      }),
    ),
    accountNames: v.record(text, v.strictObject({ name: text, owner: nullable(text) })),
  }),
  period: v.strictObject({
    from: nullable(time('First call')),
    until: nullable(time('Last call')),
    leftOut: v.pipe(
      count,
      v.description('Calls and submissions that were read, before or after the time asked for'),
    ),
  }),
  totals: v.strictObject(totals),
  routes: v.array(
    v.strictObject({
      sourceRegion: v.pipe(text, v.description('Where the calls were made')),
      inferenceRegion: v.pipe(
        nullable(text),
        v.description('Where they ran. Null for not-served, and where the basis is unknown'),
      ),
      basis: v.pipe(nullable(basis), v.description('How that is known. Null for not-served')),
      verdict: v.picklist(['inside', 'waived', 'outside', 'undecided', 'not-served']),
      calls: count,
      inputTokens: count,
      outputTokens: count,
      eventIds,
    }),
  ),
  findings: v.array(
    v.strictObject({
      id: v.pipe(hex(16), v.description("First digits of the SHA-256 of the call's key")),
      eventId: nullable(text),
      requestId: nullable(text),
      time: nullable(time('Of the record that named the Region, else of the call')),
      accountId: nullable(text),
      principal: v.pipe(nullable(text), v.description('Role or user ARN')),
      sourceRegion: text,
      inferenceRegion: nullable(text),
      basis: nullable(basis),
      modelId: v.pipe(nullable(text), v.description('As sent')),
      verdict: v.picklist(['outside', 'undecided']),
      because: text,
      fence: nullable(text),
      observed: v.pipe(v.boolean(), v.description('The fence only observes: nobody is woken')),
      client: text,
      mayHaveRun: v.array(text),
    }),
  ),
  gaps: v.array(
    v.strictObject({
      kind: v.picklist(['file', 'record', 'unrecognised', 'misattributed', 'unseen']),
      file: text,
      place: nullable(text),
      problem: text,
    }),
  ),
  alarms: v.array(
    v.strictObject({
      id: text,
      severity: v.picklist(['critical', 'warning']),
      at: nullable(time('The minute in which it would have rung first')),
      count,
      because: text,
    }),
  ),
  models: v.array(breakdown),
  accounts: v.array(breakdown),
  roles: v.array(breakdown),
  clients: v.array(breakdown),
  hours: v.array(breakdown),
  unseenHours: v.pipe(
    v.array(v.strictObject({ hour: text, gaps: count })),
    v.description('Gaps by the UTC hour in which their file was delivered, where its name says it'),
  ),
  exposures: v.array(
    v.strictObject({
      accountId: nullable(text),
      principal: nullable(text),
      modelId: nullable(text),
      sourceRegion: text,
      calls: count,
      submissions: count,
      eventIds,
    }),
  ),
  refusals: v.array(
    v.strictObject({ refusal, blockedRegion: nullable(text), calls: count, eventIds }),
  ),
  neverRecorded: v.array(
    v.strictObject({
      eventName: text,
      accountId: nullable(text),
      principal: nullable(text),
      sourceRegion: text,
      modelId: nullable(text),
      because: text,
      count,
      eventIds,
    }),
  ),
  unresolvedProfiles: v.array(v.strictObject({ modelId: nullable(text), count, eventIds })),
  skipped: v.array(v.strictObject({ path: text, reason: text })),
});
