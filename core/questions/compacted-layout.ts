import type { Day } from './day-of-line.ts';

/** Where each day's settled calls lie: one object a day, whose key never changes, replaced as a whole. */
export const SETTLED_PREFIX = 'compacted/v1/';
/** Where it lies what each day was settled from. */
export const DAYS_PREFIX = 'settled-days/v1/';
/** What each object of evidence is about, by the day in which it was written. */
export const FACTS_PREFIX = 'object-facts/v1/';

export function settledKeyOf(day: Day): string {
  return `${SETTLED_PREFIX}date=${day}/settled.jsonl.gz`;
}

export function dayKeyOf(day: Day): string {
  return `${DAYS_PREFIX}date=${day}/day.json`;
}

export function factsKeyOf(day: Day): string {
  return `${FACTS_PREFIX}date=${day}.json.gz`;
}

/** The day that a key of facts names; null where it names none. */
export function dayOfFacts(key: string): Day | null {
  return /^object-facts\/v1\/date=(\d{4}-\d\d-\d\d)\.json\.gz$/.exec(key)?.[1] ?? null;
}
