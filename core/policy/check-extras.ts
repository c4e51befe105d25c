import type { Catalog } from '../catalog/catalog.ts';
import { fieldOf, isJsonObject } from '../judge/json-fields.ts';
import { checkUnique } from './check-fences.ts';
import { type Draft, entriesOf, fieldBelow, textsOf } from './draft.ts';
import { type Places, unknownPlace } from './places.ts';
import { type Problem, show } from './problem.ts';

/** What is wrong with the policy's own Regions, zones and profiles beyond their shape. */
export function checkExtras(file: Draft, places: Places, catalog: Catalog): readonly Problem[] {
  const regions = entriesOf(file, 'catalog', 'regions');
  const zones = entriesOf(file, 'catalog', 'zones');
  const profiles = entriesOf(file, 'catalog', 'profiles');
  return [
    ...regions.flatMap((region) => checkRegion(region, catalog)),
    ...zones.flatMap((zone) => [...checkParent(zone, places), ...checkZone(zone, catalog)]),
    ...profiles.flatMap((profile) => checkProfile(profile, profiles, places, catalog)),
    ...checkUnique(regions, 'code', 'Region'),
    ...checkZonesOnce(zones),
    ...checkUnique(profiles, 'id', 'profile'),
  ];
}

/** A Region that a later release knows too is welcome, unless the two disagree. */
function checkRegion(region: Draft, catalog: Catalog): Problem[] {
  const known = catalog.regions.find(({ code }) => code === fieldOf(region.value, 'code'));
  if (known === undefined) return [];
  const country = fieldBelow(region, 'country');
  const partition = fieldBelow(region, 'partition');
  return [
    ...contradicts(country, country.value, known.country, known.code, catalog),
    ...contradicts(partition, partition.value ?? 'aws', known.partition, known.code, catalog),
  ];
}

/** So is a zone: were its country taken from the policy, Warsaw could lie in Germany. */
function checkZone(zone: Draft, catalog: Catalog): Problem[] {
  const name = zoneName(zone);
  const known = catalog.zones.find(({ parent, metro }) => `${parent}-${metro}` === name);
  const country = fieldBelow(zone, 'country');
  if (known === undefined) return [];
  return contradicts(country, country.value, known.country, name, catalog);
}

function contradicts(
  { path }: Draft,
  found: unknown,
  known: string,
  name: string,
  catalog: Catalog,
): Problem[] {
  if (typeof found !== 'string' || found === known) return [];
  return [
    {
      code: 'contradicts-catalog',
      path,
      found: `${show(found)} for ${name}`,
      allowed: `"${known}", as the catalog of ${catalog.asOf} has it`,
      fix: `remove this entry: the catalog knows ${name}`,
    },
  ];
}

function checkZonesOnce(zones: readonly Draft[]): Problem[] {
  const names = zones.map(zoneName);
  return zones.flatMap(({ path }, index) => {
    const first = names.indexOf(names[index] ?? '');
    if (first === index) return [];
    return [
      {
        code: 'duplicate-id',
        path,
        found: `${show(names[index])}, as in entry ${first + 1}`,
        allowed: 'each zone once',
        fix: 'remove one of them',
      },
    ];
  });
}

function zoneName({ value }: Draft): string {
  return `${String(fieldOf(value, 'parent'))}-${String(fieldOf(value, 'metro'))}`;
}

function checkParent(zone: Draft, places: Places): Problem[] {
  const { value, path } = fieldBelow(zone, 'parent');
  if (typeof value !== 'string' || places.regions.has(value)) return [];
  return [unknownPlace(value, path, places, 'Region')];
}

function checkProfile(
  profile: Draft,
  profiles: readonly Draft[],
  places: Places,
  catalog: Catalog,
): Problem[] {
  const copy = fieldBelow(profile, 'copyFrom');
  const routes = fieldBelow(profile, 'routes');
  if ((copy.value === undefined) === (routes.value === undefined)) {
    return [
      {
        code: 'profile-source',
        path: profile.path,
        found: copy.value === undefined ? 'neither "copyFrom" nor "routes"' : 'both',
        allowed: 'exactly one of "copyFrom" and "routes"',
        fix: 'name the profile that it copies, or its routes per source Region',
      },
    ];
  }
  if (typeof copy.value === 'string') {
    return [
      ...checkCopy(copy.value, copy.path, profiles, places, catalog),
      ...checkCopiedModel(fieldBelow(profile, 'modelId')),
    ];
  }
  if (!isJsonObject(routes.value)) return [];
  return Object.keys(routes.value).flatMap((source) => {
    const named = [{ text: source, path: [...routes.path, source] }, ...textsOf(routes, source)];
    return named
      .filter(({ text }) => !places.regions.has(text))
      .map(({ text, path }) => unknownPlace(text, path, places, 'Region'));
  });
}

function checkCopy(
  copyFrom: string,
  path: Problem['path'],
  profiles: readonly Draft[],
  places: Places,
  catalog: Catalog,
): Problem[] {
  const id = copyFrom.replace(/^arn:[^/]*:inference-profile\//, '');
  const listed = profiles.some(
    ({ value }) => fieldOf(value, 'id') === copyFrom && fieldOf(value, 'copyFrom') === undefined,
  );
  const [, modelRegion] = /^arn:[^:]+:bedrock:([^:]+)::foundation-model\/.+/.exec(copyFrom) ?? [];
  if (modelRegion !== undefined) {
    if (places.regions.has(modelRegion)) return [];
    return [unknownPlace(modelRegion, path, places, 'Region')];
  }
  if (listed || catalog.profiles.some((each) => each.id === id)) return [];
  return [
    {
      code: 'unknown-profile',
      path,
      found: JSON.stringify(copyFrom.slice(0, 80)),
      allowed: 'a profile id or ARN of the catalog, or a foundation-model ARN with its Region',
      fix: 'give "routes" for a profile that this release does not know',
    },
  ];
}

function checkCopiedModel({ value, path }: Draft): Problem[] {
  if (value === undefined) return [];
  return [
    {
      code: 'profile-source',
      path,
      found: '"modelId" beside "copyFrom"',
      allowed: '"modelId" with "routes"',
      fix: 'remove it: the copy brings its model',
    },
  ];
}
