import { describe, expect, it } from 'vitest';
import { catalog } from '../../../core/catalog/known.ts';
import { OUTLINES } from '../../../dashboards/map/generated.ts';
import { spotOf } from '../../../dashboards/map/spot-of.ts';

const [world, ...insets] = OUTLINES;
if (world === undefined) throw new Error('there is no map of the world');

/** Too small for the atlas at this scale. */
const SMALL = ['BH', 'HK', 'LI', 'LU', 'MT', 'SG'];

it('every launched Region and every Local Zone has a place on the world', () => {
  const codes = [
    ...catalog.regions.filter(({ status }) => status === 'ga').map(({ code }) => code),
    ...catalog.zones.map(({ parent, metro }) => `${parent}-${metro}-1a`),
  ];
  expect(codes.filter((code) => spotOf(code, world) === null)).toEqual([]);
  expect(spotOf('constructor', world)).toBeNull();
  expect(spotOf(null, world)).toBeNull();
});

it('every country of a geography can be tinted', () => {
  const countries = new Set(catalog.geographies.flatMap((geography) => geography.countries));
  const missing = [...countries].filter((code) => world.countries[code] === undefined);
  expect(missing.filter((code) => !SMALL.includes(code))).toEqual([]);
});

describe.each(OUTLINES.map((view) => [view.name, view] as const))('%s', (_, view) => {
  it('is a path that a browser reads, within its frame', () => {
    for (const path of [view.land, ...Object.values(view.countries)]) {
      expect(path).toMatch(/^(?:M-?\d+[ -]-?\d+l[\d -]+z)*$/);
    }
    for (const [x, y] of Object.values(view.spots)) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x).toBeLessThanOrEqual(view.width);
      expect(y).toBeGreaterThanOrEqual(0);
      expect(y).toBeLessThanOrEqual(view.height);
    }
  });
});

it('the insets hold what they are for', () => {
  expect(insets.map(({ name }) => name)).toEqual(['europe', 'north-america', 'asia-pacific']);
  for (const [index, code] of ['eu-central-1', 'us-east-1', 'ap-northeast-1'].entries()) {
    const holding = insets.filter((view) => spotOf(code, view) !== null);
    expect(holding).toEqual([insets[index]]);
  }
});
