import { isJsonObject } from '../judge/json-fields.ts';
import { canonicalJson } from './canonical-json.ts';
import { type Draft, entriesOf, fieldBelow, textsOf } from './draft.ts';
import { type Places, unknownPlace } from './places.ts';
import type { Problem } from './problem.ts';

/** What is wrong with the fences beyond their shape. */
export function checkFences(file: Draft, places: Places): readonly Problem[] {
  const fences = entriesOf(file, 'fences');
  return [
    ...fences.flatMap((fence) => [...checkRegions(fence, places), ...checkScope(fence, places)]),
    ...checkUnique(fences, 'name', 'fence'),
    ...checkReach(fences),
  ];
}

function checkRegions(fence: Draft, places: Places): Problem[] {
  const allow = textsOf(fence, 'allow');
  const deny = textsOf(fence, 'deny');
  const unknownAllow = allow.filter(
    ({ text }) => !places.regions.has(text) && !places.geographies.has(text),
  );
  const unknownDeny = deny.filter(({ text }) => !places.regions.has(text));
  const problems = [
    ...unknownAllow.map(({ text, path }) =>
      unknownPlace(text, path, places, 'Region or geography'),
    ),
    ...unknownDeny.map(({ text, path }) => unknownPlace(text, path, places, 'Region')),
  ];
  if (unknownAllow.length > 0 || allow.length === 0) return problems;

  const allowed = new Set(
    allow.flatMap(({ text }) => places.geographies.get(text)?.regions ?? [text]),
  );
  const idle = deny.filter(({ text }) => places.regions.has(text) && !allowed.has(text));
  for (const { text } of deny) allowed.delete(text);
  return [
    ...problems,
    ...idle.map(({ text, path }) => ({
      code: 'deny-without-effect',
      path,
      found: `"${text}"`,
      allowed: 'a Region that "allow" holds',
      fix: 'remove it, or correct "allow"',
    })),
    ...(allowed.size > 0
      ? []
      : [
          {
            code: 'empty-fence',
            path: fence.path,
            found: 'a fence that allows no Region',
            allowed: 'at least one Region after "deny"',
            fix: 'take a Region out of "deny"',
          },
        ]),
  ];
}

/** Regions that a scope names must be known, or it silently holds nothing. */
export function checkScope(scoped: Draft, places: Places): Problem[] {
  return textsOf(scoped, 'scope', 'sourceRegions')
    .filter(({ text }) => !places.regions.has(text))
    .map(({ text, path }) => unknownPlace(text, path, places, 'Region'));
}

/** No two entries with the same name. */
export function checkUnique(entries: readonly Draft[], key: string, what: string): Problem[] {
  const firsts = new Map<string, number>();
  return entries.flatMap((entry, index) => {
    const { value, path } = fieldBelow(entry, key);
    if (typeof value !== 'string') return [];
    const first = firsts.get(value) ?? index;
    firsts.set(value, first);
    if (first === index) return [];
    return [
      {
        code: 'duplicate-id',
        path,
        found: `${JSON.stringify(value)}, as in entry ${first + 1}`,
        allowed: `each ${what} with a "${key}" of its own`,
        fix: 'rename one of them',
      },
    ];
  });
}

/** A fence after one that already holds all of its calls never judges anything. */
function checkReach(fences: readonly Draft[]): Problem[] {
  const firsts = new Map<string, number>();
  return fences.flatMap((fence, index) => {
    const { path } = fence;
    const scope = scopeText(fieldBelow(fence, 'scope').value);
    const everything = firsts.get('{}');
    const same = firsts.get(scope);
    if (same === undefined) firsts.set(scope, index);
    const cover = Math.min(everything ?? index, same ?? index);
    if (cover === index) return [];
    return [
      {
        code: 'unreachable-fence',
        path,
        found:
          cover === everything
            ? `a fence after fence ${cover + 1}, which holds every call`
            : `the same scope as fence ${cover + 1}`,
        allowed: 'fences from narrow to wide: the first whose scope holds a call judges it',
        fix: 'move it up, give it another scope, or remove it',
      },
    ];
  });
}

/** Equal for scopes that hold the same, whatever the order of their lists. */
function scopeText(scope: unknown): string {
  if (!isJsonObject(scope)) return '{}';
  const lists = Object.entries(scope).map(([name, list]) => [
    name,
    Array.isArray(list) ? [...new Set(list)].map((item) => canonicalJson(item)).sort() : list,
  ]);
  return canonicalJson(Object.fromEntries(lists));
}
