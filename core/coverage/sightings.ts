import { matchesWildcard } from '../judge/matches-wildcard.ts';
import type { Line } from '../judge/reading.ts';
import type { ResolvedPolicy } from '../policy/resolved-policy.ts';

/** How long what came from an account and Region shows that it is watched: its canary calls each hour. */
export const WINDOW_MS = 24 * 3_600_000;

const REGION = /^[a-z]{2,}(?:-[a-z]+)+-\d+$/;

/** What came from one account and Region within the window; UTC epoch milliseconds, null where nothing. */
type Sighting = { readonly canaryMs: number | null; readonly otherMs: number | null };

/**
 * Collects from which accounts and Regions the watcher's live records came, by lines of evidence. Lines
 * that reconciling added do not count: they show the trail and not the watcher.
 */
export function createSightings({ canaryRole }: ResolvedPolicy, nowMs: number) {
  const seen = new Map<string, Sighting>();
  return {
    add({ facts, timeMs }: Line): void {
      const { accountId, sourceRegion, principal, outcome } = facts;
      if (accountId === null || timeMs === null || !REGION.test(sourceRegion)) return;
      if (timeMs > nowMs || timeMs < nowMs - WINDOW_MS) return;
      const isCanary =
        outcome.kind === 'refused' && principal !== null && matchesWildcard(canaryRole, principal);
      this.addAt(accountId, sourceRegion, isCanary ? 'canaryMs' : 'otherMs', timeMs);
    },
    addAt(accountId: string, region: string, what: keyof Sighting, timeMs: number): void {
      const key = `${accountId} ${region}`;
      const { canaryMs, otherMs } = seen.get(key) ?? { canaryMs: null, otherMs: null };
      const latest = Math.max(timeMs, (what === 'canaryMs' ? canaryMs : otherMs) ?? timeMs);
      seen.set(key, { canaryMs, otherMs, [what]: latest });
    },
    has: (accountId: string, region: string): boolean => seen.has(`${accountId} ${region}`),
    /** "its canary came through at 2026-11-03T10:05Z"; null where nothing did. */
    describe(accountId: string, region: string): string | null {
      const found = seen.get(`${accountId} ${region}`);
      if (found === undefined) return null;
      const { canaryMs, otherMs } = found;
      return canaryMs === null
        ? `a call came through at ${minuteOf(otherMs ?? 0)}`
        : `its canary came through at ${minuteOf(canaryMs)}`;
    },
    /** Every account and Region from which something came. */
    places: (): readonly { readonly accountId: string; readonly region: string }[] =>
      [...seen.keys()].map((key) => {
        const [accountId = '', region = ''] = key.split(' ');
        return { accountId, region };
      }),
  };
}

export type Sightings = ReturnType<typeof createSightings>;

function minuteOf(timeMs: number): string {
  return `${new Date(timeMs).toISOString().slice(0, 16)}Z`;
}
