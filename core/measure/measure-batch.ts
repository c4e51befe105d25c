import type { Judged, JudgedCall } from '../judge/judged.ts';
import { isKnownPlace, isKnownRegion } from '../judge/lies-inside.ts';
import type { Line } from '../judge/reading.ts';
import type { ResolvedPolicy } from '../policy/resolved-policy.ts';
import { isCanary } from '../watch/is-canary.ts';
import { modelFamily } from './model-family.ts';
import { createSeries, type Datum, type Series } from './series.ts';
import type { SeriesCap } from './series-cap.ts';
import { lagOf, stampOf } from './stamp.ts';

/** What one batch is measured by. */
export type Measured = {
  readonly lines: readonly { readonly line: Line }[];
  readonly settled: readonly Judged[];
  readonly unreadable: number;
  readonly unrecognised: number;
  readonly told: number;
};

const DAY_MS = 86_400_000;
const OTHER = 'other';

/** The points of one batch, added up: one datum for each series and minute. */
export function measureBatch(
  measured: Measured,
  policy: ResolvedPolicy,
  cap: SeriesCap,
  nowMs: number,
): readonly Datum[] {
  const series = createSeries();
  const total = (name: Parameters<Series['add']>[0], count: number) => {
    if (count > 0) series.add(name, {}, nowMs, count);
  };
  for (const { line } of measured.lines) measureLine(line, policy, series, nowMs);
  for (const { call, submission } of measured.settled) {
    if (call !== null) measureCall(call, policy, cap, series, nowMs);
    if (submission?.exposed && !submission.observed) total('Exposed', 1);
    total('NeverRecorded', Number(submission?.neverRecorded ?? false));
  }
  total('Unreadable', measured.unreadable);
  total('Unrecognised', measured.unrecognised);
  total('Told', measured.told);
  series.add('WaiversEnding', {}, nowMs, 1, waiversEnding(policy, nowMs));
  return series.data();
}

function measureLine(
  { facts, timeMs }: Line,
  policy: ResolvedPolicy,
  series: Series,
  nowMs: number,
): void {
  const SourceRegion = sourceName(facts.sourceRegion, policy);
  series.add('Records', { SourceRegion }, nowMs);
  if (timeMs !== null) series.add('LagSeconds', { SourceRegion }, nowMs, 1, lagOf(timeMs, nowMs));
}

function measureCall(
  call: JudgedCall,
  policy: ResolvedPolicy,
  cap: SeriesCap,
  series: Series,
  nowMs: number,
): void {
  const SourceRegion = sourceName(call.sourceRegion, policy);
  if (isCanary(call, policy)) {
    series.add('CanaryArrived', { SourceRegion }, nowMs);
    return;
  }
  const open = call.openStream && call.verdict === 'undecided';
  if (open) series.add('OpenStreams', {}, nowMs);
  if (!call.observed) measureTotals(call, open, series, nowMs);

  const timeMs = stampOf(call.timeMs, nowMs);
  const Verdict = call.verdict;
  const InferenceRegion = inferenceName(call, policy);
  const route = { SourceRegion, InferenceRegion, Verdict };
  const admitted = cap.admits(Object.values(route).join(' '));
  if (!admitted) series.add('SeriesOverflow', {}, nowMs);
  series.add('Calls', admitted ? route : { ...route, InferenceRegion: OTHER }, timeMs);
  series.add('Calls', { ModelFamily: modelFamily(call.modelId, policy), Verdict }, timeMs);
  if (call.basis !== null) series.add('Calls', { Basis: call.basis }, timeMs);
  if (call.refusal !== null) {
    series.add('NotServed', { Refusal: call.refusal }, timeMs);
    return;
  }
  series.add('Served', {}, timeMs);
  const away = call.inferenceRegion !== null && call.inferenceRegion !== call.sourceRegion;
  if (away) series.add('ServedAway', {}, timeMs);
}

/** What alarms read. */
function measureTotals(call: JudgedCall, open: boolean, series: Series, nowMs: number): void {
  if (call.verdict === 'outside') series.add('Outside', {}, nowMs);
  if (call.verdict === 'undecided' && !open) series.add('Undecided', {}, nowMs);
  if (call.exposed) series.add('Exposed', {}, nowMs);
  if (call.refusal === 'denied') series.add('Denied', {}, nowMs);
}

function inferenceName(call: JudgedCall, policy: ResolvedPolicy): string {
  if (call.verdict === 'not-served') return 'none';
  if (call.inferenceRegion === null) return 'unknown';
  return isKnownPlace(call.inferenceRegion, policy) ? call.inferenceRegion : OTHER;
}

/** A name that nobody knows may be anything, and there is no end of them: it is counted as "other". */
function sourceName(region: string, policy: ResolvedPolicy): string {
  return isKnownRegion(region, policy) ? region : OTHER;
}

function waiversEnding({ waivers }: ResolvedPolicy, nowMs: number): number {
  const ends = waivers.map(({ until }) => Date.parse(until) - nowMs);
  return ends.filter((leftMs) => leftMs >= 0 && leftMs <= 14 * DAY_MS).length;
}
