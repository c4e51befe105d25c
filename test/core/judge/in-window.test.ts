import { expect, it } from 'vitest';
import { inWindow } from '../../../core/judge/in-window.ts';
import type { Judged } from '../../../core/judge/judged.ts';

const at = (call: number | null | undefined, submission?: number | null) =>
  ({
    call: call === undefined ? null : { timeMs: call },
    submission: submission === undefined ? null : { timeMs: submission },
    duplicates: 0,
  }) as Judged;

it.each([
  ['no window', undefined, at(5), true],
  ['its first moment', { fromMs: 5, untilMs: 9 }, at(5), true],
  ['its last', { fromMs: 5, untilMs: 9 }, at(9), true],
  ['before it', { fromMs: 5, untilMs: 9 }, at(4), false],
  ['after it', { fromMs: 5, untilMs: 9 }, at(10), false],
  ['open at the end', { fromMs: 5, untilMs: null }, at(1e15), true],
  ['open at the beginning', { fromMs: null, untilMs: 9 }, at(-1e15), true],
  ['a time that cannot be read is never left out', { fromMs: 5, untilMs: 9 }, at(null), true],
  ['a submission', { fromMs: 5, untilMs: 9 }, at(undefined, 4), false],
  ['either of the two', { fromMs: 5, untilMs: 9 }, at(4, 5), true],
])('%s', (_, window, judged, isIn) => {
  let leftOut = 0;
  const kept = [...inWindow([judged], window, () => (leftOut += 1))];
  expect(kept).toEqual(isIn ? [judged] : []);
  expect(leftOut).toBe(isIn ? 0 : 1);
});
