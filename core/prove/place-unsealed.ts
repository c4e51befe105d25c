import { hourAt } from './clock-hour.ts';
import { isDue } from './due-hours.ts';
import { hourOfObject } from './evidence-layout.ts';
import type { Seal } from './seal.ts';

/** An object that no seal names. */
export type UnsealedObject = {
  readonly key: string;
  readonly writtenMs: number;
  /** Whether nobody but the store itself can have set `writtenMs`. */
  readonly isTimeTrusted: boolean;
  /** When it says itself that it was made; null where it says nothing of that. */
  readonly saidMs: number | null;
};

export type Placed =
  | { readonly kind: 'open' }
  | { readonly kind: 'added' | 'not covered'; readonly what: string };

/** Says what an object is that no seal names: too young, forgotten, or added to a sealed hour. */
export function placeUnsealed(
  { key, writtenMs, isTimeTrusted, saidMs }: UnsealedObject,
  last: Seal | null,
  { nowMs, untilMs }: { readonly nowMs: number; readonly untilMs: number | null },
): Placed {
  const asOfMs = untilMs ?? nowMs;
  const hour = hourOfObject(key, writtenMs);
  const latest = saidMs === null ? hour : hourAt(Math.max(saidMs, writtenMs));
  if (latest > hourAt(nowMs)) return added(`the hour ${latest} has not come yet`);
  if (last?.hours === 'event') {
    return saidMs !== null && saidMs > Date.parse(last.sealed)
      ? notCovered('it came after the last seal, and no seal follows that would name it')
      : added('nothing follows the last seal, and it does not name it');
  }
  if (last === null || hour > last.hour) {
    if (!isDue(hour, asOfMs)) return { kind: 'open' };
    return notCovered(
      `no seal covers ${hour}, which was past at ${new Date(asOfMs).toISOString()}`,
    );
  }
  const cameLate = last.hours === 'writing' && isTimeTrusted && writtenMs > Date.parse(last.sealed);
  if (!cameLate) return added(`the hour ${hour} is sealed, and no seal names it`);
  if (!isDue(hourAt(writtenMs), asOfMs)) return { kind: 'open' };
  return notCovered('it came late, and the seal that should name it is not there');
}

function added(what: string): Placed {
  return { kind: 'added', what };
}

function notCovered(what: string): Placed {
  return { kind: 'not covered', what };
}
