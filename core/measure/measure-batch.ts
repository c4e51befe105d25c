import type { JudgedCall } from '../judge/judged.ts';
import { knownPlaceOf } from '../judge/lies-inside.ts';
import type { Line } from '../judge/reading.ts';
import type { ResolvedPolicy } from '../policy/resolved-policy.ts';
import { isCanary } from '../watch/is-canary.ts';
import type { SettledEntry } from '../watch/judge-batch.ts';
import { modelFamily } from './model-family.ts';
import { createSeries, type Datum, type Series } from './series.ts';
import type { SeriesCap } from './series-cap.ts';
import { lagOf, stampOf } from './stamp.ts';

/** What one batch is measured by. */
export type Measured = {
  /** The source Region whose queue it came from. */
  readonly region: string;
  readonly lines: readonly { readonly line: Line }[];
  readonly settled: readonly SettledEntry[];
  readonly unreadable: number;
  readonly unrecognised: number;
  readonly misattributed: number;
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
  const { region } = measured;
  const series = createSeries();
  const add = (name: Parameters<Series['add']>[0], count: number) => {
    if (count > 0) series.add(name, {}, nowMs, count);
  };
  for (const { lag, count, SourceRegion } of countLines(measured, nowMs)) {
    series.add('Records', { SourceRegion }, nowMs, count);
    if (lag !== null) series.add('LagSeconds', { SourceRegion }, nowMs, count, lag);
  }
  for (const { entry, timeMs, count } of countAlike(measured.settled, nowMs)) {
    const { call, submission } = entry;
    if (call !== null) measureCall(call, { region, policy, cap, series, nowMs, timeMs, count });
    if (submission?.exposed && !submission.observed) add('Exposed', count);
    if (submission?.neverRecorded) add('NeverRecorded', count);
  }
  add('Unreadable', measured.unreadable);
  add('Unrecognised', measured.unrecognised);
  add('Misattributed', measured.misattributed);
  add('Told', measured.told);
  series.add('WaiversEnding', {}, nowMs, 1, waiversEnding(policy, nowMs));
  return series.data();
}

/** Lines by source Region and lag. */
function countLines({ lines, region }: Measured, nowMs: number) {
  const groups = new Map<string, { SourceRegion: string; lag: number | null; count: number }>();
  for (const { line } of lines) {
    const { facts, timeMs } = line;
    const lag = timeMs === null ? null : lagOf(timeMs, nowMs);
    const key = `${facts.sourceRegion} ${lag}`;
    const group = groups.get(key);
    if (group !== undefined) group.count += 1;
    else groups.set(key, { SourceRegion: sourceName(facts.sourceRegion, region), lag, count: 1 });
  }
  return groups.values();
}

const MINUTE_MS = 60_000;

/** Entries that measure alike, in the minute whose time their points carry. */
function countAlike(settled: readonly SettledEntry[], nowMs: number) {
  const groups = new Map<
    object,
    Map<number, { entry: SettledEntry; timeMs: number; count: number }>
  >();
  for (const entry of settled) {
    const timeMs = stampOf((entry.call ?? entry.submission)?.timeMs ?? null, nowMs);
    const minute = Math.floor(timeMs / MINUTE_MS);
    const minutes = groups.get(entry.like) ?? new Map();
    groups.set(entry.like, minutes);
    const group = minutes.get(minute);
    if (group !== undefined) group.count += 1;
    else minutes.set(minute, { entry, timeMs, count: 1 });
  }
  return [...groups.values()].flatMap((minutes) => [...minutes.values()]);
}

type Counting = {
  readonly region: string;
  readonly policy: ResolvedPolicy;
  readonly cap: SeriesCap;
  readonly series: Series;
  readonly nowMs: number;
  /** The time that points of the event's minute carry. */
  readonly timeMs: number;
  readonly count: number;
};

function measureCall(call: JudgedCall, counting: Counting): void {
  const { region, policy, cap, series, nowMs, timeMs, count } = counting;
  const SourceRegion = sourceName(call.sourceRegion, region);
  if (isCanary(call, policy)) {
    series.add('CanaryArrived', { SourceRegion }, nowMs, count);
    return;
  }
  const open = call.openStream && call.verdict === 'undecided';
  if (open) series.add('OpenStreams', {}, nowMs, count);
  if (!call.observed) measureTotals(call, open, counting);

  const Verdict = call.verdict;
  const route = { SourceRegion, InferenceRegion: inferenceName(call, policy), Verdict };
  const admitted = cap.admits(Object.values(route).join(' '));
  if (!admitted) series.add('SeriesOverflow', {}, nowMs, count);
  series.add('Calls', admitted ? route : { ...route, InferenceRegion: OTHER }, timeMs, count);
  series.add('Calls', { ModelFamily: modelFamily(call.modelId, policy), Verdict }, timeMs, count);
  if (call.basis !== null) series.add('Calls', { Basis: call.basis }, timeMs, count);
  if (call.refusal !== null) {
    series.add('NotServed', { Refusal: call.refusal }, timeMs, count);
    return;
  }
  series.add('Served', {}, timeMs, count);
  const away = call.inferenceRegion !== null && call.inferenceRegion !== call.sourceRegion;
  if (away) series.add('ServedAway', {}, timeMs, count);
}

/** What alarms read. */
function measureTotals(call: JudgedCall, open: boolean, { series, nowMs, count }: Counting): void {
  if (call.verdict === 'outside') series.add('Outside', {}, nowMs, count);
  if (call.verdict === 'undecided' && !open) series.add('Undecided', {}, nowMs, count);
  if (call.exposed) series.add('Exposed', {}, nowMs, count);
  if (call.refusal === 'denied') series.add('Denied', {}, nowMs, count);
}

function inferenceName(call: JudgedCall, policy: ResolvedPolicy): string {
  if (call.verdict === 'not-served') return 'none';
  if (call.inferenceRegion === null) return 'unknown';
  return knownPlaceOf(call.inferenceRegion, policy) ?? OTHER;
}

/** A queue holds the calls of its own Region. Whatever else a record names is somebody's invention: "other". */
function sourceName(named: string, region: string): string {
  return named === region ? region : OTHER;
}

function waiversEnding({ waivers }: ResolvedPolicy, nowMs: number): number {
  const ends = waivers.map(({ until }) => Date.parse(until) - nowMs);
  return ends.filter((leftMs) => leftMs >= 0 && leftMs <= 14 * DAY_MS).length;
}
