import type { Catalog } from '../catalog/catalog.ts';
import { fieldOf, isJsonObject } from '../judge/json-fields.ts';
import { checkUnique } from './check-fences.ts';
import { type Draft, entriesOf, fieldBelow, textsOf } from './draft.ts';
import { type Places, unknownPlace } from './places.ts';
import type { Problem } from './problem.ts';

/** What is wrong with the policy's own Regions, zones and profiles beyond their shape. */
export function checkExtras(file: Draft, places: Places, catalog: Catalog): readonly Problem[] {
  const regions = entriesOf(file, 'catalog', 'regions');
  const zones = entriesOf(file, 'catalog', 'zones');
  const profiles = entriesOf(file, 'catalog', 'profiles');
  return [
    ...regions.flatMap((region) => checkRegion(region, catalog)),
    ...zones.flatMap((zone) => checkParent(zone, places)),
    ...profiles.flatMap((profile) => checkProfile(profile, profiles, places, catalog)),
    ...checkUnique(regions, 'code', 'Region'),
    ...checkUnique(profiles, 'id', 'profile'),
  ];
}

/** A Region that a later release knows too is welcome, unless the two disagree. */
function checkRegion(region: Draft, catalog: Catalog): Problem[] {
  const code = fieldOf(region.value, 'code');
  const country = fieldBelow(region, 'country');
  const known = catalog.regions.find((each) => each.code === code);
  if (known === undefined || known.country === country.value) return [];
  return [
    {
      code: 'contradicts-catalog',
      path: country.path,
      found: `${JSON.stringify(country.value)} for ${known.code}`,
      allowed: `"${known.country}", as the catalog of ${catalog.asOf} has it`,
      fix: 'remove this Region: the catalog knows it',
    },
  ];
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
  if (typeof copy.value === 'string') return checkCopy(copy.value, copy.path, profiles, catalog);
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
  catalog: Catalog,
): Problem[] {
  const id = copyFrom.replace(/^arn:[^/]*:inference-profile\//, '');
  const listed = profiles.some(
    ({ value }) => fieldOf(value, 'id') === copyFrom && fieldOf(value, 'copyFrom') === undefined,
  );
  const isModel = /^arn:[^:]+:bedrock:[^:]+::foundation-model\/.+/.test(copyFrom);
  if (listed || isModel || catalog.profiles.some((each) => each.id === id)) return [];
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
