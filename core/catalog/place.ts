import { catalog } from './known.ts';

const CITIES: ReadonlyMap<string, string> = new Map([
  ...catalog.regions.map(({ code, name }) => [code, shortName(name)] as const),
  ...catalog.zones.map(({ parent, metro, city }) => [`${parent}-${metro}`, city] as const),
]);

/**
 * The place people know a Region or Local Zone by: "Frankfurt" for eu-central-1, "Warsaw" for
 * eu-central-1-waw-1a. The code itself where nobody knows it.
 */
export function cityOf(code: string): string {
  return CITIES.get(code) ?? CITIES.get(code.replace(/-\d+[a-z]?$/, '')) ?? code;
}

/** "Europe (Frankfurt)" is Frankfurt; "Canada (Central)" alone would say nothing. */
function shortName(name: string): string {
  const [, outer = '', inner = name] = /(\S+) \(([^)]+)\)$/.exec(name) ?? [];
  return /^(?:Central|US-)/.test(inner) ? `${outer} ${inner}` : inner;
}
