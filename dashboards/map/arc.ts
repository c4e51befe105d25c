import type { Point } from './spot-of.ts';

/** A bow from one point to another, to the left of the way, so that there and back lie side by side. */
export function arc([fromX, fromY]: Point, [toX, toY]: Point, spare: number): string {
  const [alongX, alongY] = [toX - fromX, toY - fromY];
  const length = Math.hypot(alongX, alongY) || 1;
  const bend = Math.min(0.22 * length, 90);
  const middleX = (fromX + toX) / 2 + (alongY / length) * bend;
  const middleY = (fromY + toY) / 2 - (alongX / length) * bend;
  const [endX, endY] = shortened([middleX, middleY], [toX, toY], spare);
  return `M${fromX} ${fromY}Q${round(middleX)} ${round(middleY)} ${round(endX)} ${round(endY)}`;
}

/** The end of a line that stops before its goal, so that its head does not lie under the spot. */
function shortened([fromX, fromY]: Point, [toX, toY]: Point, spare: number): Point {
  const length = Math.hypot(toX - fromX, toY - fromY) || 1;
  const part = Math.max(0, 1 - spare / length);
  return [fromX + (toX - fromX) * part, fromY + (toY - fromY) * part];
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
