import fc from 'fast-check';
import { expect, it } from 'vitest';
import { placeLabels } from '../../../dashboards/map/place-labels.ts';

const FRAME = { width: 400, height: 300 };
const SIZE = 12;

const label = fc.record({
  text: fc.string({ minLength: 1, maxLength: 14 }),
  at: fc.tuple(fc.nat({ max: FRAME.width }), fc.nat({ max: FRAME.height })),
  gap: fc.constant(10),
});

it('no label lies over another, over a point or over the edge', () => {
  fc.assert(
    fc.property(fc.array(label, { maxLength: 30 }), (labels) => {
      const placed = placeLabels(labels, SIZE, FRAME);
      const boxes = placed.map(({ text, x, y, anchor }) => {
        const width = [...text].length * SIZE * 0.58;
        const left = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2;
        const middle = y - SIZE * 0.35;
        return [left, left + width, middle - SIZE / 2, middle + SIZE / 2] as const;
      });
      for (const [index, [left, right, top, bottom]] of boxes.entries()) {
        expect(left).toBeGreaterThanOrEqual(0);
        expect(right).toBeLessThanOrEqual(FRAME.width);
        for (const [l, r, t, b] of boxes.slice(index + 1)) {
          expect(left < r - 1 && l < right - 1 && top < b - 1 && t < bottom - 1).toBe(false);
        }
        for (const { at } of labels) {
          const [x, y] = at;
          expect(x > left && x < right && y > top && y < bottom).toBe(false);
        }
      }
    }),
  );
});

it('what stands alone is named beside its point', () => {
  const [placed] = placeLabels([{ text: 'Paris', at: [100, 100], gap: 10 }], SIZE, FRAME);
  expect(placed).toMatchObject({ x: 110, anchor: 'start' });
});

it('the first of two in one place is named, and the other if there is room', () => {
  const at = [200, 150] as const;
  const texts = placeLabels(
    ['Frankfurt', 'Zurich'].map((text) => ({ text, at, gap: 10 })),
    SIZE,
    FRAME,
  ).map(({ text }) => text);
  expect(texts[0]).toBe('Frankfurt');
});
