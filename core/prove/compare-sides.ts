import { inTimeOrder } from '../judge/in-time-order.ts';
import type { Judged } from '../judge/judged.ts';
import { keyOf } from '../judge/key.ts';
import type { Line } from '../judge/reading.ts';
import { settleLines } from '../judge/settle-lines.ts';
import { hourAt } from './clock-hour.ts';
import type { Compared } from './count-hours.ts';
import type { LogFile } from './evidence-line.ts';
import type { NamedPolicy, PolicyAt } from './policies-by-hour.ts';
import { supplierOf } from './settle-part.ts';
import type { TrailCoverage } from './trail-coverage.ts';

/** The records of a trail, before anything is settled. */
export type TrailSide = {
  /** Each line, and the log file in which it stands. */
  readonly lines: ReadonlyMap<Line, LogFile>;
  /** Events named by corrections that turned out to be no line. */
  readonly strays: ReadonlyMap<string, LogFile>;
};

/** The same of evidence; each line with the policy that judged it. */
export type EvidenceSide = {
  readonly lines: ReadonlyMap<Line, NamedPolicy>;
  readonly strays: ReadonlySet<string>;
};

export type ReconcileInput = {
  readonly trail: TrailSide;
  readonly evidence: EvidenceSide;
  /** From the first instant to before the last, UTC epoch milliseconds. */
  readonly period: { readonly fromMs: number; readonly untilMs: number };
  readonly policies: PolicyAt;
  readonly coverage: TrailCoverage;
};

/** A line that the trail has and evidence lacks, and the policy by which it has to be judged. */
export type MissingLine = { readonly line: Line; readonly from: LogFile; readonly by: NamedPolicy };

/** `extra`: evidence of something that the trail has no record of, which somebody may have forged. */
export type Difference = 'missing' | 'extra' | 'differing';

export type ComparedSides = {
  /** Calls and submissions of the period, each with how its two sides agree. */
  readonly compared: readonly (Compared & { readonly kind: Difference | 'agreed' })[];
  readonly missing: readonly MissingLine[];
  readonly strays: readonly { readonly corrects: string; readonly from: LogFile }[];
};

type Settled = {
  readonly judged: Judged;
  readonly group: readonly Line[];
  readonly by: NamedPolicy;
};

const NO_CREATIONS = new Map<string, string>();

/**
 * Compares the records of a trail with evidence, call by call. Both sides are settled by the same fold and
 * judged by the policy that evidence names; what evidence lacks, by the one that was in force. All lines
 * of a key must be there, and whatever corrections join to them.
 */
export function compareSides(input: ReconcileInput): ComparedSides {
  const { trail, evidence, period, policies, coverage } = input;
  const kept = settle(evidence.lines, evidence.strays, (group) => {
    const policy = evidence.lines.get(supplierOf(group));
    if (policy === undefined) throw new RangeError('every line of evidence names a policy');
    return policy;
  });
  const recorded = settle(trail.lines, trail.strays.keys(), (group) => {
    const known = inTimeOrder(group)
      .map((line) => kept.get(keyOf(line) ?? ''))
      .find((one) => one !== undefined);
    return known?.by ?? policies.at(hourOfGroup(group));
  });
  const compared: (Compared & { kind: Difference | 'agreed' })[] = [];
  const missing: MissingLine[] = [];
  for (const [key, settled] of recorded) {
    const there = kept.get(key);
    const each = describe(key, settled, there ?? null);
    if (!isWithin(each.timeMs, period)) continue;
    const kind =
      there === undefined ? 'missing' : each.trail === each.evidence ? 'agreed' : 'differing';
    compared.push({ ...each, kind });
    /** Also where both agree: what evidence lacks may say which model was called. */
    const known = new Set(there?.group.map(identityOf));
    for (const line of settled.group) {
      const from = trail.lines.get(line);
      if (from === undefined || line.corrects !== null || known.has(identityOf(line))) continue;
      missing.push({ line, from, by: settled.by });
    }
  }
  missing.push(...missingCorrections(input, recorded));
  for (const [key, settled] of kept) {
    if (recorded.has(key)) continue;
    const each = describe(key, null, settled);
    if (!isWithin(each.timeMs, period)) continue;
    const sight = coverage.sightOf(each, hourAt(each.timeMs ?? period.fromMs));
    compared.push({ ...each, kind: sight === 'whole' ? 'extra' : 'agreed' });
  }
  const strays = [...trail.strays].filter(([corrects]) => !evidence.strays.has(corrects));
  return {
    compared,
    missing,
    strays: strays.map(([corrects, from]) => ({ corrects, from })),
  };
}

/**
 * Corrections, and the lines that they replace, are in no group or in one of another key: without any of
 * them evidence would settle otherwise. Corrections are rare; where there are none, nothing is looked at.
 */
function missingCorrections(
  { trail, evidence, period, policies }: ReconcileInput,
  recorded: ReadonlyMap<string, Settled>,
): readonly MissingLine[] {
  if (![...trail.lines.keys()].some(({ corrects }) => corrects !== null)) return [];
  const ordinary = new Map<Line, NamedPolicy>();
  for (const [, { group, by, judged }] of recorded) {
    const work = judged.call ?? judged.submission;
    const wanted = work !== null && isWithin(work.timeMs, period);
    for (const line of group) if (line.corrects === null || wanted) ordinary.set(line, by);
  }
  const known = new Set([...evidence.lines.keys()].map(placeOf));
  return [...trail.lines].flatMap(([line, from]) => {
    const by = ordinary.get(line);
    if (by !== undefined && line.corrects === null) return [];
    if (by === undefined && !isWithin(line.timeMs, period)) return [];
    if (known.has(placeOf(line))) return [];
    return { line, from, by: by ?? policies.at(hourAt(line.timeMs ?? 0)) };
  });
}

/** The same record, where one event id may be that of several calls. */
function placeOf(line: Line): string {
  return `${identityOf(line)} ${keyOf(line)}`;
}

/** By key. The callback of the fold is told the lines of each key just before it is settled. */
function settle(
  lines: ReadonlyMap<Line, unknown>,
  strays: Iterable<string>,
  policyOf: (group: readonly Line[]) => NamedPolicy,
): ReadonlyMap<string, Settled> {
  const groups: Omit<Settled, 'judged'>[] = [];
  const settled = new Map<string, Settled>();
  const fold = settleLines([...lines.keys()], [...strays], NO_CREATIONS, (group) => {
    const by = policyOf(group);
    groups.push({ group, by });
    return by.policy;
  });
  for (const judged of fold) {
    const key = judged.call?.key ?? judged.submission?.key;
    const last = groups.pop();
    if (key !== undefined && last !== undefined) settled.set(key, { ...last, judged });
  }
  return settled;
}

function describe(key: string, trail: Settled | null, evidence: Settled | null): Compared {
  const judged = (trail ?? evidence)?.judged;
  const work = judged?.call ?? judged?.submission;
  if (work === null || work === undefined)
    throw new RangeError('a key is that of a call or submission');
  const { accountId, sourceRegion, timeMs, eventId } = work;
  const sides = { trail: textOf(trail), evidence: textOf(evidence) };
  return { key, accountId, sourceRegion, timeMs, eventId, ...sides, call: judged?.call ?? null };
}

/** What is compared; null where the side lacks it. Exposure follows from the input and is left out. */
function textOf(settled: Settled | null): string | null {
  if (settled === null) return null;
  const { call, submission } = settled.judged;
  const verdict =
    call && `${call.verdict}, ran in ${call.inferenceRegion ?? 'no Region that is known'}`;
  const work = submission && `submission${submission.refused ? ', refused' : ''}`;
  return [verdict, work].filter((text) => text !== null).join('; ');
}

function hourOfGroup(group: readonly Line[]): string {
  const [first] = inTimeOrder(group);
  return hourAt(first?.timeMs ?? 0);
}

/** What has no time that can be read is never left out. */
function isWithin(timeMs: number | null, { fromMs, untilMs }: ReconcileInput['period']): boolean {
  return timeMs === null || (timeMs >= fromMs && timeMs < untilMs);
}

/** The same record has the same event id on both sides. */
function identityOf(line: Line): string {
  return line.eventId === null ? JSON.stringify(line) : `${line.facts.kind} ${line.eventId}`;
}
