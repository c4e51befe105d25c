import type { ResolvedFence, ResolvedPolicy, ResolvedWaiver } from '../policy/resolved-policy.ts';
import { liesInside } from './lies-inside.ts';
import type { Location } from './locate.ts';
import type { Refusal } from './reading.ts';
import { holds, type View } from './scope.ts';

/** Where it counts as having run (null: unknown, or nowhere), and one sentence saying why. */
export type Verdict = { readonly region: string | null; readonly because: string } & (
  | { readonly kind: 'inside' }
  | { readonly kind: 'waived'; readonly waiverId: string }
  | { readonly kind: 'outside' }
  | { readonly kind: 'undecided' }
  | { readonly kind: 'not-served'; readonly refusal: Refusal }
);

/**
 * Decides whether one call stayed inside the fence. This is the only place where that is decided.
 *
 * The verdict looks at the inference Region alone, and a waiver is judged at the call's own time, so
 * the same records and the same policy give the same verdict in three years.
 */
export function decide(where: Location, view: View, policy: ResolvedPolicy): Verdict {
  if (where.kind === 'refused') return notServed(where.refusal);
  if (where.kind === 'unknown') return undecided(null, where.because);

  const fence = fenceOf(view, policy);
  if (fence === null) {
    const region = where.kind === 'at' ? where.region : null;
    return undecided(region, 'no fence of the policy holds this call');
  }
  return where.kind === 'at'
    ? decideAt(where, view, fence, policy)
    : decideByRoutes(where, view, fence, policy);
}

function decideAt(
  where: Location & { kind: 'at' },
  view: View,
  fence: ResolvedFence,
  policy: ResolvedPolicy,
): Verdict {
  const { region, timeMs } = where;
  if (liesInside(region, fence, policy)) {
    return { kind: 'inside', region, because: `in fence "${fence.name}"` };
  }
  const waiver = waiverOf(region, view, timeMs, policy);
  if (waiver !== null) return waived(region, waiver);
  return { kind: 'outside', region, because: outsideBecause(fence) };
}

/** Nothing names the Region, and the call could have left: only its routes can clear it. */
function decideByRoutes(
  where: Location & { kind: 'among' },
  view: View,
  fence: ResolvedFence,
  policy: ResolvedPolicy,
): Verdict {
  const { regions, sourceRegion, timeMs } = where;
  const region = regions.includes(sourceRegion) ? sourceRegion : null;
  const inside = regions.filter((route) => liesInside(route, fence, policy));
  if (regions.length === 0) {
    return undecided(null, 'no record names its Region, and no Region can be ruled out');
  }
  if (inside.length === regions.length) {
    return {
      kind: 'inside',
      region,
      because: `every Region it may use is in fence "${fence.name}"`,
    };
  }
  if (inside.length > 0) {
    return undecided(null, `no record names its Region, and some of those it may use are outside`);
  }
  const waivers = regions.map((route) => waiverOf(route, view, timeMs, policy));
  const [waiver] = waivers;
  if (waiver != null && waivers.every((each) => each !== null)) return waived(region, waiver);
  return {
    kind: 'outside',
    region,
    because: `every Region it may use is ${outsideBecause(fence)}`,
  };
}

/** The first fence whose scope holds the call. */
export function fenceOf(view: View, policy: ResolvedPolicy): ResolvedFence | null {
  return policy.fences.find((fence) => holds(fence.scope, view)) ?? null;
}

/** The first waiver that covers a Region at a time. A time that cannot be read is covered by none. */
export function waiverOf(
  region: string,
  view: View,
  timeMs: number | null,
  policy: ResolvedPolicy,
): ResolvedWaiver | null {
  if (timeMs === null) return null;
  const covers = (waiver: ResolvedWaiver) =>
    waiver.regions.includes(region) &&
    timeMs >= Date.parse(waiver.from) &&
    timeMs <= Date.parse(waiver.until) &&
    holds(waiver.scope, view);
  return policy.waivers.find(covers) ?? null;
}

function waived(region: string | null, { id, until }: ResolvedWaiver): Verdict {
  return { kind: 'waived', region, waiverId: id, because: `waiver ${id} holds until ${until}` };
}

function notServed(refusal: Refusal): Verdict {
  return { kind: 'not-served', region: null, refusal, because: `${refusal}: nothing ran` };
}

function undecided(region: string | null, because: string): Verdict {
  return { kind: 'undecided', region, because };
}

function outsideBecause(fence: ResolvedFence): string {
  return `not among the ${fence.regions.length} Regions of fence "${fence.name}"; no waiver`;
}
