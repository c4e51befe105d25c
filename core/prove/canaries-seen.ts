import { matchesWildcard } from '../judge/matches-wildcard.ts';
import { type AccountRegion, placeKeyOf } from './account-region.ts';
import { type ClockHour, endOfHour, startOfHour } from './clock-hour.ts';
import type { ReadEvidenceLine } from './read-evidence-line.ts';

/** A canary comes each hour, a little earlier or later: this near to an hour it counts for both. */
const EDGE_MS = 5 * 60_000;

/**
 * Collects from lines of evidence the accounts and source Regions whose canary was refused in an hour, as
 * it should be: each of these ways, from the account's trail to evidence, was open. `canaryRole` is the
 * policy's pattern. A line whose event was stamped with another account, or that was added from the trail,
 * proves no way.
 */
export function createCanariesSeen(hour: ClockHour, canaryRole: string) {
  const fromMs = startOfHour(hour) - EDGE_MS;
  const toMs = endOfHour(hour) + EDGE_MS;
  const seen = new Map<string, AccountRegion>();
  return {
    add(read: ReadEvidenceLine): void {
      if (read.kind === 'bad' || read.reading.kind !== 'call') return;
      if (read.misattribution !== null || read.isReconciled) return;
      const { facts, timeMs } = read.reading.line;
      const { accountId, principal, sourceRegion: region, outcome } = facts;
      if (outcome.kind !== 'refused' || accountId === null || principal === null) return;
      if (timeMs === null || timeMs < fromMs || timeMs >= toMs) return;
      if (!matchesWildcard(canaryRole, principal)) return;
      const place = { accountId, region };
      seen.set(placeKeyOf(place), place);
    },
    places: (): readonly AccountRegion[] => [...seen.values()],
  };
}
