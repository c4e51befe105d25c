import {
  type GeoPermissibleObjects,
  type GeoProjection,
  geoConicConformal,
  geoMercator,
  geoNaturalEarth1,
} from 'd3-geo';

/** One picture of the world or of a part of it. */
export type MapView = {
  readonly name: string;
  /** For people. */
  readonly title: string;
  readonly width: number;
  readonly height: number;
  /** Of world-atlas: the scale of its outlines. */
  readonly atlas: 'countries-110m' | 'countries-50m';
  readonly projection: GeoProjection;
  /** West, south, east and north of what the view is for; null for all of it. */
  readonly bounds: readonly [number, number, number, number] | null;
  /** Points nearer than this to the one before are left out, in pixels. */
  readonly detail: number;
};

const INSET = { width: 460, height: 460, atlas: 'countries-50m' } as const;

/** The views that a report may show: the world, and one of the others where most of the calls are. */
export const MAP_VIEWS: readonly MapView[] = [
  {
    ...{ name: 'world', title: 'The world', width: 960, height: 470, atlas: 'countries-110m' },
    ...{ projection: geoNaturalEarth1().rotate([-11, 0]), bounds: null, detail: 1.5 },
  },
  {
    ...{ ...INSET, name: 'europe', title: 'Europe', bounds: [-11, 35.5, 26, 63], detail: 2 },
    projection: geoConicConformal().rotate([-9, 0]).parallels([40, 60]),
  },
  {
    ...{ ...INSET, name: 'north-america', title: 'North America', detail: 2.5 },
    ...{ projection: geoConicConformal().rotate([96, 0]).parallels([30, 50]) },
    bounds: [-122, 20, -70, 54],
  },
  {
    ...{ ...INSET, name: 'asia-pacific', title: 'Asia and the Pacific', detail: 2.5 },
    ...{ projection: geoMercator().rotate([-122, 0]), bounds: [70, -44, 178, 46] },
  },
];

/** The projection, scaled so that the view is filled. */
export function fitted(view: MapView, land: GeoPermissibleObjects): GeoProjection {
  const { width, height, projection, bounds } = view;
  const frame: [[number, number], [number, number]] = [
    [0, 0],
    [width, height],
  ];
  if (bounds === null) return projection.fitExtent(frame, land);
  const [west, south, east, north] = bounds;
  const steps = Array.from({ length: 9 }, (_, index) => west + ((east - west) * index) / 8);
  const coordinates = steps.flatMap((lon) => [
    [lon, south],
    [lon, north],
  ]);
  return projection.fitExtent(frame, { type: 'MultiPoint', coordinates }).clipExtent(frame);
}
