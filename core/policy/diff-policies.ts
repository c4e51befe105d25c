import { cityOf } from '../catalog/place.ts';
import { canonicalJson } from './canonical-json.ts';
import type { ResolvedFence, ResolvedPolicy } from './resolved-policy.ts';

/** What is written differently in two policies: fences, waivers, profiles, catalog; one sentence each. */
export function diffPolicies(before: ResolvedPolicy, after: ResolvedPolicy): readonly string[] {
  return [
    ...diffNamed('fence', byName(before.fences), byName(after.fences), diffFence),
    ...diffOrder(before.fences, after.fences),
    ...diffNamed('waiver', byId(before.waivers), byId(after.waivers), () => ['changed']),
    ...diffNamed('profile', before.profiles, after.profiles, () => ['other model or routes']),
    ...(before.catalogDate === after.catalogDate
      ? []
      : [`catalog: of ${before.catalogDate} before, of ${after.catalogDate} after`]),
  ];
}

function diffNamed<T>(
  what: string,
  before: Readonly<Record<string, T>>,
  after: Readonly<Record<string, T>>,
  diff: (before: T, after: T) => readonly string[],
): readonly string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names.flatMap((name) => {
    const [old, now] = [before[name], after[name]];
    if (old === undefined) return [`${what} "${name}": new`];
    if (now === undefined) return [`${what} "${name}": gone`];
    if (canonicalJson(old) === canonicalJson(now)) return [];
    return diff(old, now).map((change) => `${what} "${name}": ${change}`);
  });
}

function diffFence(before: ResolvedFence, after: ResolvedFence): readonly string[] {
  const added = after.regions.filter((code) => !before.regions.includes(code));
  const removed = before.regions.filter((code) => !after.regions.includes(code));
  const same = (name: 'scope' | 'countries') =>
    canonicalJson(before[name]) === canonicalJson(after[name]);
  return [
    ...(added.length === 0 ? [] : [`allows ${added.map(placed).join(', ')} too`]),
    ...(removed.length === 0 ? [] : [`no longer allows ${removed.map(placed).join(', ')}`]),
    ...(same('countries') ? [] : ['other countries, for Local Zones']),
    ...(before.mode === after.mode ? [] : [`mode ${after.mode}, was ${before.mode}`]),
    ...(same('scope') ? [] : ['another scope']),
  ];
}

/** The first fence whose scope holds a call judges it. */
function diffOrder(before: readonly ResolvedFence[], after: readonly ResolvedFence[]) {
  const common = ({ name }: ResolvedFence, others: readonly ResolvedFence[]) =>
    others.some((other) => other.name === name);
  const old = before.filter((fence) => common(fence, after)).map(({ name }) => name);
  const now = after.filter((fence) => common(fence, before)).map(({ name }) => name);
  return old.join('\n') === now.join('\n') ? [] : [`fences: another order, ${now.join(', ')}`];
}

function byName(fences: readonly ResolvedFence[]) {
  return Object.fromEntries(fences.map((fence) => [fence.name, fence]));
}

function byId(waivers: ResolvedPolicy['waivers']) {
  return Object.fromEntries(waivers.map((waiver) => [waiver.id, waiver]));
}

function placed(code: string): string {
  return `${cityOf(code)} (${code})`;
}
