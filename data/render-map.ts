import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { ExtendedFeature } from 'd3-geo';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { fitted, MAP_VIEWS, type MapView } from './map-views.ts';
import type { SourceRegion, Sources, SourceZone } from './source-shapes.ts';
import { traceOutline } from './trace-outline.ts';
import { ZONE_SPOTS } from './zone-spots.ts';

/**
 * Countries of Regions and geographies by their numbers in the atlas (ISO 3166-1). Small states are
 * not in it.
 */
const COUNTRIES: Readonly<Record<string, string>> = {
  ...{ AE: '784', AR: '032', AT: '040', AU: '036', BE: '056', BG: '100', BN: '096', BR: '076' },
  ...{ CA: '124', CH: '756', CL: '152', CN: '156', CY: '196', CZ: '203', DE: '276', DK: '208' },
  ...{ EE: '233', ES: '724', FI: '246', FR: '250', GB: '826', GR: '300', HR: '191', HU: '348' },
  ...{ ID: '360', IE: '372', IL: '376', IN: '356', IS: '352', IT: '380', JP: '392', KH: '116' },
  ...{ KR: '410', KW: '414', LA: '418', LT: '440', LU: '442', LV: '428', MM: '104', MX: '484' },
  ...{ MY: '458', NG: '566', NL: '528', NO: '578', NZ: '554', OM: '512', PE: '604', PH: '608' },
  ...{ PL: '616', PT: '620', QA: '634', RO: '642', SA: '682', SE: '752', SI: '705', SK: '703' },
  ...{ BO: '068', CO: '170', CR: '188', CU: '192', DO: '214', EC: '218', GT: '320', HN: '340' },
  ...{ NI: '558', PA: '591', PY: '600', SV: '222', UY: '858', VE: '862' },
  ...{ TH: '764', TW: '158', US: '840', VN: '704', ZA: '710' },
};

const ANTARCTICA = '010';

type Outlines = Topology<{ countries: GeometryCollection<{ name: string }> }>;

/** `dashboards/map/generated.ts`: outlines of countries and places of Regions, in pixels. */
export function renderMap({ regions, zones }: Sources): string {
  const places = [...regions.regions.map(regionPlace), ...zones.zones.map(zonePlace)];
  const views = MAP_VIEWS.map((view) => renderView(view, places.flat()));
  return [
    '// Generated from world-atlas (Natural Earth, public domain) and data/regions.json by',
    '// `npm run generate`. Do not edit.',
    "import type { MapOutlines } from './map-outlines.ts';",
    '',
    `export const OUTLINES: readonly MapOutlines[] = [\n${views.join('\n')}\n];`,
    '',
  ].join('\n');
}

type Place = readonly [code: string, spot: readonly [longitude: number, latitude: number]];

function regionPlace({ code, longitude, latitude }: SourceRegion): readonly Place[] {
  return longitude === null || latitude === null ? [] : [[code, [longitude, latitude]]];
}

function zonePlace({ parent, metro }: SourceZone): readonly Place[] {
  const spot = ZONE_SPOTS[metro];
  return spot === undefined ? [] : [[`${parent}-${metro}`, spot]];
}

function renderView(view: MapView, places: readonly Place[]): string {
  const shapes = readAtlas(view.atlas);
  const projection = fitted(view, { type: 'FeatureCollection', features: [...shapes] });
  const draw = (some: readonly ExtendedFeature[]) =>
    traceOutline({ type: 'FeatureCollection', features: [...some] }, projection, view.detail);
  const ids = new Set(Object.values(COUNTRIES));
  const land = draw(shapes.filter(({ id }) => !ids.has(String(id))));
  const countries = Object.entries(COUNTRIES).flatMap(([code, number]) => {
    const outline = draw(shapes.filter(({ id }) => id === number).map(homeland));
    return outline === '' ? [] : [[code, outline] as const];
  });
  const spots = places.flatMap(([code, [longitude, latitude]]) => {
    const [x, y] = projection([longitude, latitude]) ?? [-1, -1];
    const inView = x >= 0 && y >= 0 && x <= view.width && y <= view.height;
    return inView ? [[code, [Math.round(x), Math.round(y)]] as const] : [];
  });
  const { name, title, width, height } = view;
  const lines = Object.entries({
    ...{ name, title, width, height, land },
    countries: Object.fromEntries(countries),
    spots: Object.fromEntries(spots),
  }).map(
    ([key, value]) => `    ${key}: ${JSON.stringify(value).replaceAll('","', '",\n      "')},`,
  );
  return ['  {', ...lines, '  },'].join('\n');
}

function readAtlas(name: MapView['atlas']): readonly ExtendedFeature[] {
  const path = createRequire(import.meta.url).resolve(`world-atlas/${name}.json`);
  const atlas: Outlines = JSON.parse(readFileSync(path, 'utf8'));
  return feature(atlas, atlas.objects.countries).features.filter(({ id }) => id !== ANTARCTICA);
}

/** France without its parts overseas: no Region is there. */
function homeland(shape: ExtendedFeature): ExtendedFeature {
  const { geometry, id } = shape;
  if (id !== COUNTRIES.FR || geometry?.type !== 'MultiPolygon') return shape;
  const coordinates = geometry.coordinates.filter(([ring]) =>
    (ring ?? []).every(([longitude = 0, latitude = 0]) => longitude > -10 && latitude > 40),
  );
  return { ...shape, geometry: { ...geometry, coordinates } };
}
