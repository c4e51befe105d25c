import { readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Profile } from '../../../core/catalog/catalog.ts';
import { catalog } from '../../../core/catalog/known.ts';
import * as operations from '../../../core/catalog/operations.ts';
import { generatedFiles, readSources } from '../../../data/generate.ts';
import type { SourceProfile } from '../../../data/source-shapes.ts';

const sources = readSources();

describe('what is generated', () => {
  it.each([...generatedFiles()])('%s is current (npm run generate)', (path, text) => {
    expect(readFileSync(path, 'utf8')).toBe(text);
  });
});

describe('the catalog expands to every fact of its source', () => {
  it('Regions', () => expect(catalog.regions).toEqual(sources.regions.regions));
  it('Local Zones', () => expect(catalog.zones).toEqual(sources.zones.zones));
  it('providers', () => expect(catalog.providers).toEqual(sources.operations.providers));

  it.each(sources.profiles.profiles)('profile $id', (source) => {
    const profile = catalog.profiles.find(({ id }) => id === source.id);
    expect(profile).toBeDefined();
    if (profile !== undefined) expect(asSource(profile, source)).toEqual(source);
  });

  it('each profile once, 564 routes of 34 distinct sets, in 29 lists of destinations', () => {
    expect(new Set(catalog.profiles.map(({ id }) => id)).size).toBe(
      sources.profiles.profiles.length,
    );
    const routes = catalog.profiles.flatMap((each) =>
      each.type === 'global' ? [] : Object.values(each.routes),
    );
    expect(routes).toHaveLength(564);
    expect(new Set(routes.map((route) => route.join(' '))).size).toBe(29);
    const sets = catalog.profiles.flatMap((each) =>
      each.type === 'global' ? [] : JSON.stringify(each.routes),
    );
    expect(new Set(sets).size).toBe(34);
  });

  it.each(['guardrailProfiles', 'dataAutomationProfiles'] as const)('%s', (kind) => {
    const expanded = Object.fromEntries(catalog[kind].map(({ id, routes }) => [id, routes]));
    expect(expanded).toEqual(sources.profiles.otherCrossRegionProfiles[kind].profiles);
  });

  it.each(sources.geographies.geographies)('geography $id', (source) => {
    const { profilesStayingInside, profilesLeaving, globalProfilesAllowed, ...facts } = source;
    const geography = catalog.geographies.find(({ id }) => id === source.id);
    expect(geography).toEqual({ legalBasis: null, ...facts });
    const reach = reachFrom(source.regions);
    const leaving = Object.entries(reach).map(
      ([from, to]) => [from, to.filter((code) => !source.regions.includes(code))] as const,
    );
    expect(
      leaving
        .filter(([, out]) => out.length === 0)
        .map(([from]) => from)
        .sort(),
    ).toEqual(profilesStayingInside.toSorted());
    const left = leaving.filter(([, out]) => out.length > 0);
    const bySource = Object.entries(profilesLeaving).flatMap(([prefix, sources]) =>
      Object.entries(sources).map(([from, out]) => [`${prefix}@${from}`, out]),
    );
    expect(Object.fromEntries(left)).toEqual(Object.fromEntries(bySource));
    const commercial = catalog.regions.filter(
      ({ partition, status }) => partition === 'aws' && status === 'ga',
    );
    expect(commercial.every(({ code }) => source.regions.includes(code))).toBe(
      globalProfilesAllowed,
    );
  });
});

describe('operations', () => {
  it.each([
    ['INFERENCE', operations.INFERENCE, sources.operations.inference],
    ['MANTLE_INFERENCE', operations.MANTLE_INFERENCE, sources.operations.mantleInference],
    ['SUBMISSIONS', operations.SUBMISSIONS, sources.operations.submissions],
  ])('%s', (_, set, names) => expect([...set]).toEqual(names));

  it('control plane and agents hold every operation of their services', () => {
    const { bedrock = [], 'bedrock-agent': agent = [] } = sources.operations.operations;
    expect(bedrock.every((name) => operations.CONTROL_PLANE.has(name))).toBe(true);
    expect(agent.every((name) => operations.AGENT.has(name))).toBe(true);
    expect(operations.CONTROL_PLANE.has('Converse')).toBe(false);
  });
});

it('ships small', () => {
  const files = [
    'regions',
    'local-zones',
    'geographies',
    'inference-profiles',
    'bedrock-operations',
  ];
  const sizes = files.map((name) => statSync(`data/${name}.json`).size);
  const source = sizes.reduce((sum, size) => sum + size);
  expect(statSync('core/catalog/generated.ts').size).toBeLessThan(source / 4);
});

/** Adds what the source derives from its own routes. */
function asSource(profile: Profile, source: SourceProfile) {
  if (profile.type === 'global') return { ...profile, destinations: 'ALL_COMMERCIAL' };
  const { routeLastSeen, idConfirmed, ...facts } = profile;
  const union = [...new Set(Object.values(profile.routes).flat())].sort();
  const countries = union.map(
    (code) => catalog.regions.find((region) => region.code === code)?.country,
  );
  return {
    ...facts,
    destinationsUnion: union,
    destinationCountries: [...new Set(countries)].sort(),
    ...(source.routeLastSeen === undefined && Object.keys(routeLastSeen).length === 0
      ? {}
      : { routeLastSeen }),
    ...(source.idConfirmed === undefined && idConfirmed ? {} : { idConfirmed }),
  };
}

/** Per "prefix@source", every destination of its profiles. */
function reachFrom(regions: readonly string[]): Record<string, string[]> {
  const reach: Record<string, string[]> = {};
  for (const profile of catalog.profiles) {
    if (profile.type === 'global') continue;
    for (const [source, destinations] of Object.entries(profile.routes)) {
      if (!regions.includes(source)) continue;
      const name = `${profile.prefix}@${source}`;
      reach[name] = [...new Set([...(reach[name] ?? []), ...destinations])].sort();
    }
  }
  return reach;
}
