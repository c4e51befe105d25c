import type { Point } from './spot-of.ts';

export type Label = {
  readonly text: string;
  readonly at: Point;
  /** How far from its point a label begins, in pixels. */
  readonly gap: number;
};

export type PlacedLabel = Label & {
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'middle' | 'end';
};

type Box = {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
};

/**
 * Puts each label beside its point so that none lies over another or over a point. One for which there
 * is no room is left out: hovering, focus and the tables still name it. Earlier labels go first.
 */
export function placeLabels(
  labels: readonly Label[],
  size: number,
  frame: { readonly width: number; readonly height: number },
): readonly PlacedLabel[] {
  const taken = labels.map(({ at: [x, y], gap }) => boxAround(x, y, gap * 0.8));
  const placed: PlacedLabel[] = [];
  for (const [index, label] of labels.entries()) {
    const own = taken[index];
    const others = taken.filter((box) => box !== own);
    const free = placesFor(label, size).find(
      ({ box }) => isWithin(box, frame) && !others.some((other) => overlap(box, other)),
    );
    if (free === undefined) continue;
    taken.push(free.box);
    placed.push({ ...label, x: free.x, y: free.y, anchor: free.anchor });
  }
  return placed;
}

/** Beside, then above and below, then at the corners, then farther away. */
function placesFor({ text, at: [x, y], gap }: Label, size: number) {
  const width = [...text].length * size * 0.58;
  return [1, 1.6, 2.4].flatMap((reach) => {
    const away = gap * reach;
    const slant = away * 0.75;
    return (
      [
        [x + away, y, 'start'],
        [x - away, y, 'end'],
        [x, y - away - size * 0.5, 'middle'],
        [x, y + away + size * 0.5, 'middle'],
        [x + slant, y - slant, 'start'],
        [x + slant, y + slant, 'start'],
        [x - slant, y - slant, 'end'],
        [x - slant, y + slant, 'end'],
      ] as const
    ).map(([at, middle, anchor]) => {
      const left = anchor === 'start' ? at : anchor === 'end' ? at - width : at - width / 2;
      const box = { left, right: left + width, top: middle - size / 2, bottom: middle + size / 2 };
      return { x: Math.round(at), y: Math.round(middle + size * 0.35), anchor, box };
    });
  });
}

function boxAround(x: number, y: number, reach: number): Box {
  return { left: x - reach, right: x + reach, top: y - reach, bottom: y + reach };
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

function isWithin(box: Box, { width, height }: { width: number; height: number }): boolean {
  return box.left >= 2 && box.top >= 2 && box.right <= width - 2 && box.bottom <= height - 2;
}
