import { type GeoContext, type GeoPermissibleObjects, type GeoProjection, geoPath } from 'd3-geo';

type Ring = [number, number][];

/** Outlines smaller than this are no help on a page, in square pixels. */
const LEAST_AREA = 3;

/** An outline as SVG path data in whole pixels: relative, without points that nobody would see. */
export function traceOutline(
  shape: GeoPermissibleObjects,
  projection: GeoProjection,
  detail: number,
): string {
  const rings: Ring[] = [];
  const context: GeoContext = {
    beginPath: () => undefined,
    closePath: () => undefined,
    arc: () => undefined,
    moveTo: (x, y) => void rings.push([[x, y]]),
    lineTo: (x, y) => void rings.at(-1)?.push([x, y]),
  };
  geoPath(projection, context)(shape);
  return rings
    .map((ring) => thinned(ring, detail))
    .filter((ring) => ring.length > 2 && areaOf(ring) >= LEAST_AREA)
    .map(draw)
    .join('');
}

function thinned(ring: Ring, detail: number): Ring {
  const kept: Ring = [];
  for (const [x, y] of ring) {
    const point: [number, number] = [Math.round(x), Math.round(y)];
    const last = kept.at(-1);
    if (last === undefined || Math.hypot(point[0] - last[0], point[1] - last[1]) >= detail)
      kept.push(point);
  }
  return kept;
}

/** The shoelace formula. */
function areaOf(ring: Ring): number {
  const twice = ring.reduce((sum, [x, y], index) => {
    const [nextX, nextY] = ring[(index + 1) % ring.length] ?? [x, y];
    return sum + x * nextY - nextX * y;
  }, 0);
  return Math.abs(twice) / 2;
}

function draw(ring: Ring): string {
  const steps = ring.map(([x, y], index) => {
    const [fromX, fromY] = index === 0 ? [0, 0] : (ring[index - 1] ?? [0, 0]);
    return [x - fromX, y - fromY].join(' ').replace(' -', '-');
  });
  const [start = '', ...rest] = steps;
  return `M${start}l${rest.join(' ').replaceAll(' -', '-')}z`;
}
