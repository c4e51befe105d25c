import type { Judged, JudgedCall, JudgedSubmission } from '../judge/judged.ts';
import {
  breakDown,
  countRefusals,
  countRoutes,
  countVerdict,
  groupBy,
} from '../measure/count-calls.ts';
import { sha256Hex } from '../policy/canonical-json.ts';
import type { ResolvedPolicy } from '../policy/resolved-policy.ts';
import type {
  AuditReport,
  Finding,
  Gap,
  NeverRecorded,
  ReportPolicy,
  Totals,
} from './audit-report.ts';
import { ringReport } from './ring-report.ts';

/** Everything that a report is made of. */
export type AuditInput = {
  readonly judged: readonly Judged[];
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
  const calls = input.judged.flatMap(({ call }) => call ?? []);
  const submissions = input.judged.flatMap(({ submission }) => submission ?? []);
  const period = periodOf([...calls, ...submissions]);
  return {
    schemaVersion: 1,
    generator: { name: 'bedrock-geofence', version: input.version },
    policy: reportPolicy(input, calls),
    period: { from: isoOf(period.fromMs), until: isoOf(period.untilMs) },
    totals: countTotals(input, calls, submissions),
    routes: countRoutes(calls),
    findings: findingsOf(calls),
    gaps: sortBy(input.gaps, ({ file, place, kind, problem }) =>
      JSON.stringify([file, kind, problem, place]),
    ),
    alarms: ringReport(calls, input, period.untilMs),
    models: breakDown(calls, ({ modelId }) => modelId),
    accounts: breakDown(calls, ({ accountId }) => accountId),
    roles: breakDown(calls, ({ principal }) => principal),
    clients: breakDown(calls, ({ client }) => client),
    hours: sortBy(
      breakDown(calls, ({ timeMs }) => isoOf(timeMs)?.slice(0, 13) ?? null),
      ({ name }) => name,
    ),
    refusals: countRefusals(calls),
    neverRecorded: neverRecordedOf(submissions),
    unresolvedProfiles: groupBy(
      [...calls, ...submissions].filter(({ unresolved }) => unresolved),
      ({ modelId }) => JSON.stringify([modelId]),
    ).map((group) => ({ modelId: group[0].modelId, count: group.length })),
    skipped: sortBy(input.skipped, ({ path }) => path),
  };
}

function countTotals(
  input: AuditInput,
  calls: readonly JudgedCall[],
  submissions: readonly JudgedSubmission[],
): Totals {
  const work = [...calls, ...submissions];
  return {
    files: input.files,
    unreadableFiles: input.unreadableFiles,
    records: input.records,
    unreadableRecords: input.unreadableRecords,
    unrecognised: input.unrecognised,
    duplicates: input.judged.reduce((sum, { duplicates }) => sum + duplicates, 0),
    calls: calls.length,
    inside: countVerdict(calls, 'inside'),
    waived: countVerdict(calls, 'waived'),
    outside: countVerdict(calls, 'outside'),
    undecided: countVerdict(calls, 'undecided'),
    notServed: countVerdict(calls, 'not-served'),
    exposed: work.filter(({ exposed }) => exposed).length,
    unresolved: work.filter(({ unresolved }) => unresolved).length,
    submissions: submissions.length,
    completions: calls.filter(({ hasCompletion }) => hasCompletion).length,
    openStreams: calls.filter(({ openStream }) => openStream).length,
  };
}

function reportPolicy(input: AuditInput, calls: readonly JudgedCall[]): ReportPolicy {
  const names = Object.entries(input.accountNames).map(
    ([id, { name, owner = null }]) => [id, { name, owner }] as const,
  );
  return {
    sha256: input.policySha256,
    catalogDate: input.policy.catalogDate,
    fences: input.policy.fences.map(({ name, mode, regions }) => ({ name, mode, regions })),
    waivers: input.policy.waivers.map(({ id, until }) => ({
      id,
      until,
      calls: calls.filter(({ waiverId }) => waiverId === id).length,
    })),
    accountNames: Object.fromEntries(sortBy(names, ([id]) => id)),
  };
}

function findingsOf(calls: readonly JudgedCall[]): readonly Finding[] {
  const findings = calls.flatMap((call): Finding[] => {
    const { verdict } = call;
    if (verdict !== 'outside' && verdict !== 'undecided') return [];
    return [
      {
        id: sha256Hex(call.key).slice(0, 16),
        eventId: call.eventId,
        requestId: call.requestId,
        time: isoOf(call.timeMs),
        accountId: call.accountId,
        principal: call.principal,
        sourceRegion: call.sourceRegion,
        inferenceRegion: call.inferenceRegion,
        basis: call.basis,
        modelId: call.modelId,
        verdict,
        because: call.because,
        fence: call.fence,
        observed: call.observed,
        client: call.client,
        mayHaveRun: call.mayHaveRun,
      },
    ];
  });
  return sortBy(findings, ({ time, id }) => JSON.stringify([time ?? '~', id]));
}

function neverRecordedOf(submissions: readonly JudgedSubmission[]): readonly NeverRecorded[] {
  const shown = submissions
    .filter(({ neverRecorded }) => neverRecorded)
    .map(({ eventName, accountId, principal, sourceRegion, modelId, because }) => ({
      ...{ eventName, accountId, principal, sourceRegion, modelId, because },
    }));
  return groupBy(shown, (each) => JSON.stringify(each)).map((group) => ({
    ...group[0],
    count: group.length,
  }));
}

function periodOf(work: readonly { readonly timeMs: number | null }[]) {
  let fromMs: number | null = null;
  let untilMs: number | null = null;
  for (const { timeMs } of work) {
    if (timeMs === null) continue;
    fromMs = fromMs === null ? timeMs : Math.min(fromMs, timeMs);
    untilMs = untilMs === null ? timeMs : Math.max(untilMs, timeMs);
  }
  return { fromMs, untilMs };
}

/** ISO 8601 in UTC, without milliseconds where there are none. */
function isoOf(timeMs: number | null): string | null {
  return timeMs === null ? null : new Date(timeMs).toISOString().replace('.000Z', 'Z');
}

function sortBy<T>(items: readonly T[], keyOf: (item: T) => string): readonly T[] {
  const keyed = items.map((item) => ({ item, key: keyOf(item) }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key))).map(({ item }) => item);
}
