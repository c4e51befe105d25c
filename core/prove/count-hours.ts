import type { JudgedCall } from '../judge/judged.ts';
import { type ClockHour, hourAt } from './clock-hour.ts';
import { nameOf, type TrailCoverage, type TrailPlace } from './trail-coverage.ts';

/** A call or submission, and what each side says of it; null where a side lacks it. */
export type Compared = TrailPlace & {
  readonly key: string;
  readonly timeMs: number | null;
  readonly eventId: string | null;
  readonly trail: string | null;
  readonly evidence: string | null;
  /** As the trail settles it, else as evidence does; null for a submission. */
  readonly call: JudgedCall | null;
};

/** Three states that must never look alike. */
export type CoverageState = 'complete' | 'incomplete' | 'not looked at';

/** What an hour of an account and source Region holds on both sides: calls and submissions. */
export type HourCount = TrailPlace & {
  /** Of the call; null where its time cannot be read. */
  readonly hour: ClockHour | null;
  readonly state: CoverageState;
  readonly trail: number;
  readonly evidence: number;
  readonly missing: number;
  readonly extra: number;
  readonly differing: number;
};

type Counted = Compared & { readonly kind: 'missing' | 'extra' | 'differing' | 'agreed' };

/** Counts by account, source Region and hour, sorted. */
export function countHours(
  compared: readonly Counted[],
  coverage: TrailCoverage,
): readonly HourCount[] {
  const groups = new Map<string, [Counted, ...Counted[]]>();
  for (const each of compared) {
    const hour = each.timeMs === null ? '' : hourAt(each.timeMs);
    const name = `${nameOf(each)} ${hour}`;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [each]);
    else group.push(each);
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, group]) => countOf(group, coverage));
}

/** Counts of several parts of the same calls as one, sorted. */
export function mergeHours(
  parts: readonly (readonly HourCount[])[],
  coverage: TrailCoverage,
): readonly HourCount[] {
  const merged = new Map<string, HourCount>();
  for (const each of parts.flat()) {
    const name = `${nameOf(each)} ${each.hour ?? ''}`;
    const before = merged.get(name);
    merged.set(name, before === undefined ? each : add(before, each, coverage));
  }
  return [...merged].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, hour]) => hour);
}

function add(a: HourCount, b: HourCount, coverage: TrailCoverage): HourCount {
  const sum = {
    ...a,
    trail: a.trail + b.trail,
    evidence: a.evidence + b.evidence,
    missing: a.missing + b.missing,
    extra: a.extra + b.extra,
    differing: a.differing + b.differing,
  };
  return { ...sum, state: stateOf(sum, coverage) };
}

function countOf(group: readonly [Counted, ...Counted[]], coverage: TrailCoverage): HourCount {
  const [{ accountId, sourceRegion, timeMs }] = group;
  const hour = timeMs === null ? null : hourAt(timeMs);
  const of = (kind: Counted['kind']) => group.filter((each) => each.kind === kind).length;
  const [missing, extra, differing] = [of('missing'), of('extra'), of('differing')];
  const counted = { accountId, sourceRegion, hour, missing, extra, differing };
  return {
    ...counted,
    state: stateOf(counted, coverage),
    trail: group.filter((each) => each.trail !== null).length,
    evidence: group.filter((each) => each.evidence !== null).length,
  };
}

function stateOf(
  counted: Omit<HourCount, 'state' | 'trail' | 'evidence'>,
  coverage: TrailCoverage,
) {
  const { hour, missing, extra, differing } = counted;
  const sight = hour === null ? 'in part' : coverage.sightOf(counted, hour);
  if (sight === 'not looked at') return sight;
  const whole = sight === 'whole' && missing + extra + differing === 0;
  return whole ? 'complete' : 'incomplete';
}
