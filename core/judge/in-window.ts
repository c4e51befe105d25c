import type { Judged } from './judged.ts';

/** From one moment to another, both included. UTC epoch; null where it is open. */
export type Window = { readonly fromMs: number | null; readonly untilMs: number | null };

/**
 * What was judged of calls in a window of time, by the time that a call is judged at. What has no time
 * that can be read is never left out; the others are told to `onLeftOut`.
 */
export function* inWindow(
  judged: Iterable<Judged>,
  window: Window | undefined,
  onLeftOut: () => void,
): Generator<Judged> {
  for (const each of judged) {
    const times = [each.call, each.submission].flatMap((one) => (one === null ? [] : [one.timeMs]));
    if (times.some((timeMs) => holds(window, timeMs))) yield each;
    else onLeftOut();
  }
}

function holds(window: Window | undefined, timeMs: number | null): boolean {
  if (window === undefined || timeMs === null) return true;
  return timeMs >= (window.fromMs ?? timeMs) && timeMs <= (window.untilMs ?? timeMs);
}
