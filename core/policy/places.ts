import type { Catalog, Geography } from '../catalog/catalog.ts';
import { closest } from '../catalog/closest.ts';
import { fieldOf } from '../judge/json-fields.ts';
import { type Draft, entriesOf, fieldBelow } from './draft.ts';
import type { Problem } from './problem.ts';

/** The Regions, zones and geographies that a policy may name: the catalog's and its own extras. */
export type Places = {
  readonly regions: ReadonlySet<string>;
  /** "eu-central-1-waw" */
  readonly zones: ReadonlySet<string>;
  readonly geographies: ReadonlyMap<string, Geography>;
};

export function placesOf(file: Draft, catalog: Catalog): Places {
  const textAt = (draft: Draft, name: string) => {
    const { value } = fieldBelow(draft, name);
    return typeof value === 'string' ? value : '';
  };
  const extras = entriesOf(file, 'catalog', 'regions');
  const regions = extras.map((draft) => textAt(draft, 'code'));
  const commercial = extras
    .filter(({ value }) => (fieldOf(value, 'partition') ?? 'aws') === 'aws')
    .map((draft) => textAt(draft, 'code'));
  const zones = entriesOf(file, 'catalog', 'zones').map(
    (draft) => `${textAt(draft, 'parent')}-${textAt(draft, 'metro')}`,
  );
  return {
    regions: new Set([...catalog.regions.map(({ code }) => code), ...regions]),
    zones: new Set([...catalog.zones.map(({ parent, metro }) => `${parent}-${metro}`), ...zones]),
    geographies: new Map(
      catalog.geographies.map((geography) => [
        geography.id,
        geography.id === 'commercial'
          ? { ...geography, regions: [...geography.regions, ...commercial] }
          : geography,
      ]),
    ),
  };
}

/** A Local Zone as records name it: "eu-central-1-waw-1a". Its metro alone covers no call. */
export function isZone(code: string, { zones }: Places): boolean {
  const [, metro = ''] = /^(.+)-\d+[a-z]?$/.exec(code) ?? [];
  return zones.has(metro);
}

/** A name that is neither a Region nor, where one may stand, a geography. */
export function unknownPlace(
  text: string,
  path: Problem['path'],
  places: Places,
  kind: 'Region' | 'Region or geography',
): Problem {
  const geographies = kind === 'Region' ? [] : [...places.geographies.keys()];
  const near = closest(text, [...geographies, ...places.regions]);
  const isGeography = places.geographies.has(text);
  const isMetro = places.zones.has(text);
  return {
    code: kind === 'Region' ? 'unknown-region' : 'unknown-place',
    path,
    found: isGeography ? `"${text}", a geography` : JSON.stringify(text.slice(0, 60)),
    allowed: kind === 'Region' ? 'a Region code' : 'a Region code or a geography of the catalog',
    fix: isMetro
      ? `name the zone in full, such as "${text}-1a"`
      : near.length > 0 && !isGeography
        ? `did you mean ${near.map((name) => `"${name}"`).join(', ')}? A newer Region goes into catalog.regions`
        : 'name Regions such as "eu-central-1"; a newer Region goes into catalog.regions',
  };
}
