import { findCircles, inOrder } from './find-circles.ts';
import { keyOf } from './key.ts';
import type { Line } from './reading.ts';

/** What the corrections of an input do to its lines. */
export type Corrected = {
  /** Lines that a correction replaced, or that correct nothing. */
  readonly gone: ReadonlySet<Line>;
  /** Corrections, each with the line whose key it takes. */
  readonly standsFor: ReadonlyMap<Line, Line>;
  /** How many lines of a key are gone. */
  readonly replaced: ReadonlyMap<string, number>;
  /** Keys whose correction cannot be trusted, and why. */
  readonly contested: ReadonlyMap<string, string>;
};

/**
 * Finds what the corrections do: an `UPDATED_DATA` line takes the place of every line of its original's
 * key that has the same event type. It replaces another correction only if it names it, and a circle
 * corrects nothing. Where the event that it names stands for several keys, nobody can say for which it
 * was: all of them are contested, and none loses its lines but the first. `strays` are events named by
 * corrections that turned out to be no line.
 */
export function applyCorrections(lines: readonly Line[], strays: readonly string[]): Corrected {
  const named = indexByEventId(lines, strays);
  const originals = findOriginals(lines, named);
  const standsFor = new Map<Line, Line>();
  const contested = new Map<string, string>();
  const supersededBy = new Map<string, Set<EventType>>();
  const gone = new Set<Line>();

  for (const [line, found] of originals) {
    const alike = found.filter(({ facts }) => facts.kind === line.facts.kind);
    const original = firstByKey(alike.length > 0 ? alike : found);
    const key = keyOf(original) ?? '';
    standsFor.set(line, original);
    contest(found, doubtOf(line, found));
    if (alike.length === 0) {
      gone.add(line);
      continue;
    }
    supersededBy.set(key, (supersededBy.get(key) ?? new Set()).add(eventTypeOf(line)));
    for (const target of named.get(line.corrects ?? '') ?? []) {
      const isSame = eventTypeOf(target) === eventTypeOf(line) && takenKeyOf(target) === key;
      if (target.corrects !== null && isSame) gone.add(target);
    }
  }
  for (const target of strays.flatMap((eventId) => named.get(eventId) ?? [])) {
    const found = originals.get(target) ?? [target];
    contest(found, 'its correction is no call or cannot be understood');
  }

  const replaced = new Map<string, number>();
  for (const line of supersededBy.size + gone.size === 0 ? [] : lines) {
    const key = takenKeyOf(line);
    if (key === null) continue;
    if (line.corrects === null && supersededBy.get(key)?.has(eventTypeOf(line)) === true) {
      gone.add(line);
    }
    if (gone.has(line)) replaced.set(key, (replaced.get(key) ?? 0) + 1);
  }
  return { gone, standsFor, replaced, contested };

  function takenKeyOf(line: Line): string | null {
    return keyOf(standsFor.get(line) ?? line);
  }

  /** Of several doubts about one key the first by text stands, whatever the order of records. */
  function contest(found: readonly Line[], doubt: string | null): void {
    for (const key of doubt === null ? [] : found.map((line) => keyOf(line) ?? '')) {
      const known = contested.get(key);
      if (doubt !== null && (known === undefined || doubt < known)) contested.set(key, doubt);
    }
  }
}

/** The lines that some correction names, by event id. */
function indexByEventId(lines: readonly Line[], strays: readonly string[]) {
  const wanted = new Set([...strays, ...lines.flatMap(({ corrects }) => corrects ?? [])]);
  const named = new Map<string, Line[]>();
  for (const line of wanted.size === 0 ? [] : lines) {
    if (line.eventId === null || !wanted.has(line.eventId)) continue;
    const same = named.get(line.eventId);
    if (same === undefined) named.set(line.eventId, [line]);
    else same.push(line);
  }
  return named;
}

/**
 * For each line that corrects something, the ordinary lines at the far end of its chain, one per key,
 * kind and source Region.
 */
function findOriginals(lines: readonly Line[], named: ReadonlyMap<string, readonly Line[]>) {
  const links = new Map<string, Set<string>>();
  const correctionsById = new Map<string, Line[]>();
  for (const [index, line] of lines.entries()) {
    if (line.corrects === null) continue;
    const id = line.eventId ?? `without an event id: ${index}`;
    links.set(id, (links.get(id) ?? new Set()).add(line.corrects));
    correctionsById.set(id, [...(correctionsById.get(id) ?? []), line]);
  }
  for (const id of findCircles(links)) links.delete(id);

  const originals = new Map<Line, readonly Line[]>();
  for (const line of inOrder(links).flatMap((id) => correctionsById.get(id) ?? [])) {
    const targets = named.get(line.corrects ?? '') ?? [];
    const found = targets.flatMap((target) => originals.get(target) ?? [target]);
    const distinct = new Map(
      found.map((each) => [`${each.facts.kind} ${each.facts.sourceRegion} ${keyOf(each)}`, each]),
    );
    if (distinct.size > 0) originals.set(line, [...distinct.values()]);
  }
  return originals;
}

/** The same of several, whatever their order. */
function firstByKey(lines: readonly Line[]): Line {
  const key = (line: Line) => keyOf(line) ?? '';
  return lines.reduce((first, line) => (key(line) < key(first) ? line : first));
}

function doubtOf(line: Line, originals: readonly Line[]): string | null {
  if (originals.some(({ facts }) => facts.kind !== line.facts.kind)) {
    return 'its correction turned out to be something else';
  }
  if (originals.some(({ facts }) => facts.sourceRegion !== line.facts.sourceRegion)) {
    return 'its correction names another source Region';
  }
  return originals.length > 1 ? 'its correction names an event that several calls share' : null;
}

type EventType = 'service event' | 'API call';

function eventTypeOf({ facts }: Line): EventType {
  return facts.kind === 'completion' ? 'service event' : 'API call';
}
