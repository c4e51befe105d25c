import type { SourceRoutes, Sources } from './source-shapes.ts';

/**
 * The catalog as it ships: rows instead of objects, and each list of destinations once. The 564 routes
 * of the profiles are 34 distinct sets, which profiles name by their index.
 */
export function renderCatalog({
  regions,
  zones,
  geographies,
  profiles,
  operations,
}: Sources): string {
  const lists: string[] = [];
  const listOf = (destinations: readonly string[]) => {
    const list = destinations.join(' ');
    if (!lists.includes(list)) lists.push(list);
    return lists.indexOf(list);
  };
  const pack = (routes: SourceRoutes) =>
    Object.entries(routes)
      .map(([source, destinations]) => `${source}=${listOf(destinations)}`)
      .join(' ');
  const sets: string[] = [];
  const setOf = (routes: SourceRoutes) => {
    const set = pack(routes);
    if (!sets.includes(set)) sets.push(set);
    return sets.indexOf(set);
  };
  const packAll = (all: Record<string, SourceRoutes>) =>
    Object.entries(all).map(([id, routes]) => [id, pack(routes)]);

  const profileRows = profiles.profiles.map((profile) => [
    profile.id,
    profile.prefix,
    profile.modelId,
    profile.name,
    profile.partition,
    profile.status,
    profile.confidence,
    profile.evidence.join(' '),
    profile.createdAt,
    profile.firstSeen,
    profile.lastSeen,
    profile.routes === undefined ? null : setOf(profile.routes),
    profile.routes === undefined
      ? (profile.sourceRegions ?? []).join(' ')
      : packDates(profile.routeLastSeen),
    profile.idConfirmed ?? true,
  ]);
  const { guardrailProfiles, dataAutomationProfiles } = profiles.otherCrossRegionProfiles;
  const guardrails = packAll(guardrailProfiles.profiles);
  const dataAutomation = packAll(dataAutomationProfiles.profiles);
  const agent = ['bedrock-agent', 'bedrock-agent-runtime'];
  const controlPlane = ['bedrock', 'bedrock-data-automation'];
  const operationsOf = (services: string[]) =>
    services.flatMap((service) => operations.operations[service] ?? []).join(' ');

  return [
    `// Generated from data/*.json (facts as of ${profiles.asOf}) by \`npm run generate\`. Do not edit.`,
    "import type { GeographyRow, ProfileRow, RegionRow, ServiceProfileRow, ZoneRow } from './rows.ts';",
    '',
    `export const AS_OF = ${JSON.stringify(profiles.asOf)};`,
    '',
    rows('REGIONS', 'RegionRow', regions.regions.map(Object.values)),
    rows(
      'ZONES',
      'ZoneRow',
      zones.zones.map((zone) => [zone.parent, zone.metro, zone.city, zone.country]),
    ),
    rows(
      'GEOGRAPHIES',
      'GeographyRow',
      geographies.geographies.map((each) => [
        each.id,
        each.title,
        each.partition,
        each.regions.join(' '),
        each.countries.join(' '),
        each.reason,
        each.legalBasis ?? null,
      ]),
    ),
    '/** Lists of destinations. */',
    rows('DESTINATIONS', 'string', lists),
    '/** Sets of routes: `source=list`, by the index of the list. */',
    rows('ROUTE_SETS', 'string', sets),
    rows('PROFILES', 'ProfileRow', profileRows),
    rows('GUARDRAIL_PROFILES', 'ServiceProfileRow', guardrails),
    rows('DATA_AUTOMATION_PROFILES', 'ServiceProfileRow', dataAutomation),
    text('PROVIDERS', operations.providers.join(' ')),
    text('INFERENCE_OPERATIONS', operations.inference.join(' ')),
    text('MANTLE_INFERENCE_OPERATIONS', operations.mantleInference.join(' ')),
    text('SUBMISSION_OPERATIONS', operations.submissions.join(' ')),
    text('CONTROL_PLANE_OPERATIONS', operationsOf(controlPlane)),
    text('AGENT_OPERATIONS', operationsOf(agent)),
  ].join('\n');
}

function packDates(dates: Record<string, string> = {}): string {
  return Object.entries(dates)
    .map(([source, date]) => `${source}=${date}`)
    .join(' ');
}

/** Two rows a line: long lines, but a file that can still be scrolled through. */
function rows(name: string, type: string, values: readonly unknown[]): string {
  const lines = values.map(
    (value, index) => `${index % 2 === 0 ? '\n  ' : ' '}${JSON.stringify(value)},`,
  );
  return `export const ${name}: readonly ${type}[] = [${lines.join('')}\n];\n`;
}

function text(name: string, value: string): string {
  return `export const ${name} =\n  ${JSON.stringify(value)};\n`;
}
