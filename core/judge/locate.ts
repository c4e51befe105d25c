import type { ResolvedPolicy } from '../policy/resolved-policy.ts';
import type { CallGroup } from './group.ts';
import { isKnownPlace, isKnownRegion } from './lies-inside.ts';
import { parseModel } from './parse-model.ts';
import type { Line, Refusal } from './reading.ts';
import { refusalOf } from './refusal-of.ts';
import { routesOf } from './routes.ts';

/** Where a call ran, as far as its records tell, before any fence is looked at. */
export type Location =
  | {
      readonly kind: 'at';
      readonly region: string;
      readonly basis: 'reported' | 'completion' | 'assumed-source';
      /** Of the record that named the Region, else of the call. */
      readonly timeMs: number | null;
    }
  /** Nothing names it, and it could have left for any of these. Empty: nothing can be said. */
  | {
      readonly kind: 'among';
      readonly regions: readonly string[];
      readonly sourceRegion: string;
      readonly timeMs: number | null;
    }
  /** It was refused, and ran nowhere. */
  | { readonly kind: 'refused'; readonly refusal: Refusal; readonly timeMs: number | null }
  | { readonly kind: 'unknown'; readonly because: string; readonly timeMs: number | null };

const AT_ONCE = new Set(['InvokeModel', 'Converse']);
const STREAMS = new Set([
  'InvokeModelWithResponseStream',
  'ConverseStream',
  'InvokeModelWithBidirectionalStream',
]);

/** Finds where one call ran, from all its records. */
export function locate(group: CallGroup, policy: ResolvedPolicy): Location {
  const { calls, completions, contested } = group;
  const timeMs = earliest(calls.length > 0 ? calls : completions);
  if (contested !== null) return { kind: 'unknown', because: contested, timeMs };

  const refusal = refusalOf(group);
  if (refusal !== null) return { kind: 'refused', refusal, timeMs };
  const located = locateByName(calls, completions, policy) ?? locateBySource(calls, policy);
  return typeof located === 'string' ? { kind: 'unknown', because: located, timeMs } : located;
}

/** From the Regions that the records name. A text says why the Region cannot be known. */
function locateByName(
  calls: readonly Line[],
  completions: readonly Line[],
  policy: ResolvedPolicy,
): Location | string | null {
  const all = [...calls, ...completions];
  const regions = new Set(all.flatMap((line) => regionOf(line) ?? []));
  const unreadable = all.find(namesNothingReadable);
  if (regions.size > 1) {
    return `its records name different Regions: ${[...regions].sort().join(', ')}`;
  }
  const [region] = regions;
  if (unreadable !== undefined) return describeUnreadable(unreadable);
  if (region === undefined) return null;
  if (!isKnownPlace(region, policy)) return `it names "${region}", which is no known Region`;

  const reporting = calls.filter((line) => regionOf(line) !== null);
  return reporting.length > 0
    ? { kind: 'at', region, basis: 'reported', timeMs: earliest(reporting) }
    : { kind: 'at', region, basis: 'completion', timeMs: earliest(completions) };
}

/** Where no record names one. A text says why the Region cannot be known. */
function locateBySource(calls: readonly Line[], policy: ResolvedPolicy): Location | string {
  const sources = [...new Set(calls.map(({ facts }) => facts.sourceRegion))].sort();
  const [sourceRegion = ''] = sources;
  if (sources.length > 1) return `its records name different source Regions: ${sources.join(', ')}`;

  const models = modelsOf(calls);
  const elsewhere = models.find((model) => namesOtherRegion(model, sourceRegion, policy));
  if (elsewhere !== undefined) return `its model ARN names another Region than ${sourceRegion}`;

  const timeMs = earliest(calls);
  if (isAssumable(calls, models, policy)) {
    return isKnownRegion(sourceRegion, policy)
      ? { kind: 'at', region: sourceRegion, basis: 'assumed-source', timeMs }
      : `its source Region "${sourceRegion}" is no known Region`;
  }
  const routes = (models.length === 0 ? [null] : models).map((model) =>
    routesOf(model, sourceRegion, policy),
  );
  const regions = routes.flatMap((route) => (route.kind === 'nowhere' ? [] : route.regions));
  const lost = routes.some((route) => route.kind === 'nowhere');
  return { kind: 'among', regions: lost ? [] : [...new Set(regions)].sort(), sourceRegion, timeMs };
}

/** CloudTrail names the Region only when it differs from the source: so silence means the source. */
function isAssumable(calls: readonly Line[], models: readonly string[], policy: ResolvedPolicy) {
  if (calls.every(({ facts }) => facts.mantle)) return true;
  if (models.length > 0 && models.every((model) => cannotLeave(model, policy))) return true;
  const sinceMs = Date.parse(policy.streamCompletionsSince);
  return calls.every(({ facts, timeMs }) => {
    if (facts.outcome.kind !== 'served') return false;
    if (AT_ONCE.has(facts.eventName)) return true;
    return STREAMS.has(facts.eventName) && timeMs !== null && timeMs < sinceMs;
  });
}

function cannotLeave(model: string, policy: ResolvedPolicy): boolean {
  const parsed = parseModel(model, policy);
  return parsed.kind === 'stays' || (parsed.kind === 'base' && parsed.arnRegion !== '');
}

function namesOtherRegion(model: string, sourceRegion: string, policy: ResolvedPolicy): boolean {
  const { arnRegion } = parseModel(model, policy);
  return arnRegion !== null && arnRegion !== '' && arnRegion !== sourceRegion;
}

/** Every model or profile that the records name, sorted. */
export function modelsOf(lines: readonly Line[]): readonly string[] {
  return [...new Set(lines.flatMap(({ facts }) => facts.models))].sort();
}

/** The earliest readable time; null where no line has one. */
export function earliest(lines: readonly Line[]): number | null {
  const times = lines.flatMap(({ timeMs }) => timeMs ?? []);
  return times.length === 0 ? null : times.reduce((least, timeMs) => Math.min(least, timeMs));
}

function regionOf({ facts }: Line): string | null {
  return facts.named.kind === 'named' ? facts.named.region : null;
}

/** A completion exists to name a Region: one that names none cannot be read either. */
function namesNothingReadable({ facts }: Line): boolean {
  return (
    facts.named.kind === 'unreadable' ||
    (facts.kind === 'completion' && facts.named.kind === 'absent')
  );
}

function describeUnreadable({ facts }: Line): string {
  return facts.named.kind === 'unreadable'
    ? `a record names a Region that cannot be read: ${facts.named.found}`
    : 'its completion names no Region';
}
