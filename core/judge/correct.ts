import { findCircles, inOrder } from './find-circles.ts';
import { keyOf } from './key.ts';
import type { Line } from './reading.ts';

/** What the corrections of an input do to its lines. */
export type Corrected = {
  /** Lines that count, each with its key; null stands alone. */
  readonly kept: readonly { readonly key: string | null; readonly line: Line }[];
  /** How many lines of a key a correction replaced. */
  readonly replaced: ReadonlyMap<string, number>;
  /** Keys whose correction cannot be trusted, and why. */
  readonly contested: ReadonlyMap<string, string>;
};

/**
 * Applies the corrections: an `UPDATED_DATA` line takes the place of every line of its original's key
 * that has the same event type. It replaces another correction only if it names it, and a circle
 * corrects nothing. `strays` are events named by corrections that turned out to be no line.
 */
export function applyCorrections(lines: readonly Line[], strays: readonly string[]): Corrected {
  const named = indexByEventId(lines, strays);
  const originals = findOriginals(lines, named);
  const contested = new Map<string, string>();
  const supersededBy = new Map<string, Set<EventType>>();
  const gone = new Set<Line>();

  for (const [line, found] of originals) {
    const key = firstKey(found);
    const doubt = doubtOf(line, found);
    if (doubt !== null) contested.set(key, doubt);
    if (found.every(({ facts }) => facts.kind !== line.facts.kind)) {
      gone.add(line);
      continue;
    }
    supersededBy.set(key, (supersededBy.get(key) ?? new Set()).add(eventTypeOf(line)));
    for (const target of named.get(line.corrects ?? '') ?? []) {
      if (originals.has(target) && eventTypeOf(target) === eventTypeOf(line)) gone.add(target);
    }
  }
  for (const target of strays.flatMap((eventId) => named.get(eventId) ?? [])) {
    const key = firstKey(originals.get(target) ?? [target]);
    contested.set(key, 'its correction is no call or cannot be understood');
  }

  const replaced = new Map<string, number>();
  const kept = lines.flatMap((line) => {
    const found = originals.get(line);
    const key = found === undefined ? keyOf(line) : firstKey(found);
    const ordinary = found === undefined && key !== null;
    const isGone = ordinary ? supersededBy.get(key)?.has(eventTypeOf(line)) : gone.has(line);
    if (isGone !== true) return [{ key, line }];
    if (key !== null) replaced.set(key, (replaced.get(key) ?? 0) + 1);
    return [];
  });
  return { kept, replaced, contested };
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
 * For each line that corrects something, the ordinary lines at the far end of its chain, one per key
 * and kind.
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
    const distinct = new Map(found.map((each) => [`${each.facts.kind} ${keyOf(each)}`, each]));
    if (distinct.size > 0) originals.set(line, [...distinct.values()]);
  }
  return originals;
}

/** A named line has an event id, and so a key. */
function firstKey(lines: readonly Line[]): string {
  return lines.map((line) => keyOf(line) ?? '').sort()[0] ?? '';
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
