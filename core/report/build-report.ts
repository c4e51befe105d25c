import type { Judged, JudgedCall } from '../judge/judged.ts';
import type { ResolvedPolicy } from '../policy/resolved-policy.ts';
import type { AuditReport, Finding, Gap, ReportPolicy } from './audit-report.ts';
import { findingIdOf } from './finding-id.ts';
import { createAlarmWatch } from './ring-report.ts';
import { type Tallied, tally } from './tally.ts';
import { unseenHours } from './unseen-hours.ts';

/** Everything that a report is made of. */
export type AuditInput = {
  readonly judged: Iterable<Judged>;
  /** How many a window of time has left out; asked when all that was judged has been read. */
  readonly leftOut?: () => number;
  readonly files: number;
  readonly unreadableFiles: number;
  readonly records: number;
  readonly unreadableRecords: number;
  readonly unrecognised: number;
  readonly gaps: readonly Gap[];
  readonly skipped: AuditReport['skipped'];
  readonly policy: ResolvedPolicy;
  readonly policySha256: string;
  readonly accountNames: Readonly<
    Record<string, { readonly name: string; readonly owner?: string | undefined }>
  >;
  readonly version: string;
};

/** Builds the report. The same input in any order gives the same report. */
export function buildReport(input: AuditInput): AuditReport {
  const { files, unreadableFiles, records, unreadableRecords, unrecognised } = input;
  const alarms = createAlarmWatch(input.policy);
  const tallied = tally(input.judged, alarms.add);
  return {
    schemaVersion: 1,
    generator: { name: 'bedrock-geofence', version: input.version },
    policy: reportPolicy(input, tallied),
    period: {
      from: isoOf(tallied.fromMs),
      until: isoOf(tallied.untilMs),
      leftOut: input.leftOut?.() ?? 0,
    },
    totals: { files, unreadableFiles, records, unreadableRecords, unrecognised, ...tallied.totals },
    routes: tallied.counts.routes(),
    findings: sortBy(tallied.found.map(findingOf), ({ time, id }) =>
      JSON.stringify([time ?? '~', id]),
    ),
    gaps: sortBy(input.gaps, ({ file, place, kind, problem }) =>
      JSON.stringify([file, kind, problem, place]),
    ),
    alarms: alarms.ring(input, tallied.untilMs),
    ...tallied.counts.breakdowns(),
    hours: sortBy(tallied.counts.breakdowns().hours, ({ name }) => name),
    unseenHours: unseenHours(input.gaps),
    exposures: tallied.exposures,
    refusals: tallied.counts.refusals(),
    neverRecorded: tallied.neverRecorded,
    unresolvedProfiles: tallied.unresolved,
    skipped: sortBy(input.skipped, ({ path }) => path),
  };
}

function reportPolicy(input: AuditInput, { waived }: Tallied): ReportPolicy {
  const names = Object.entries(input.accountNames).map(
    ([id, { name, owner = null }]) => [id, { name, owner }] as const,
  );
  return {
    sha256: input.policySha256,
    catalogDate: input.policy.catalogDate,
    fences: input.policy.fences.map(({ scope: _, ...fence }) => fence),
    waivers: input.policy.waivers.map(({ scope, ...waiver }) => {
      const { count, eventIds } = waived.get(waiver.id) ?? { count: 0, eventIds: [] };
      return { ...waiver, calls: count, eventIds };
    }),
    accountNames: Object.fromEntries(sortBy(names, ([id]) => id)),
  };
}

function findingOf(call: JudgedCall): Finding {
  return {
    id: findingIdOf(call.key),
    eventId: call.eventId,
    requestId: call.requestId,
    time: isoOf(call.timeMs),
    accountId: call.accountId,
    principal: call.principal,
    sourceRegion: call.sourceRegion,
    inferenceRegion: call.inferenceRegion,
    basis: call.basis,
    modelId: call.modelId,
    verdict: call.verdict === 'outside' ? 'outside' : 'undecided',
    because: call.because,
    fence: call.fence,
    observed: call.observed,
    client: call.client,
    mayHaveRun: call.mayHaveRun,
  };
}

/** ISO 8601 in UTC, without milliseconds where there are none. */
function isoOf(timeMs: number | null): string | null {
  return timeMs === null ? null : new Date(timeMs).toISOString().replace('.000Z', 'Z');
}

function sortBy<T>(items: readonly T[], keyOf: (item: T) => string): readonly T[] {
  const keyed = items.map((item) => ({ item, key: keyOf(item) }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key))).map(({ item }) => item);
}
