import { cityOf } from '../catalog/place.ts';
import type { ResolvedPolicy } from '../policy/resolved-policy.ts';
import { guardStatement } from './guard-statement.ts';

/** How the guard of each fence changes from one policy to another: one sentence each, none where it does not. */
export function diffGuards(before: ResolvedPolicy, after: ResolvedPolicy): readonly string[] {
  const [old, now] = [before, after].map(regionsOfGuards);
  const names = [...new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])])].sort();
  return names.flatMap((name) => {
    const [was, is] = [old?.get(name), now?.get(name)];
    if (was === undefined) return [`guard of "${name}": a new statement`];
    if (is === undefined) return [`guard of "${name}": its statement goes`];
    const added = is.filter((code) => !was.includes(code));
    const removed = was.filter((code) => !is.includes(code));
    if (added.length + removed.length === 0) return [];
    const changes = [
      ...(added.length === 0 ? [] : [`adds ${added.map(placed).join(', ')}`]),
      ...(removed.length === 0 ? [] : [`takes out ${removed.map(placed).join(', ')}`]),
    ];
    return [`guard of "${name}": aws:RequestedRegion ${changes.join(' and ')}`];
  });
}

function regionsOfGuards(policy: ResolvedPolicy): ReadonlyMap<string, readonly string[]> {
  return new Map(
    policy.fences.map((fence) => {
      const { conditions } = guardStatement(fence, policy);
      return [fence.name, conditions.flatMap(({ values }) => values)];
    }),
  );
}

function placed(code: string): string {
  const city = cityOf(code);
  return city === code ? `"${code}"` : `${city} (${code})`;
}
