import pMap from 'p-map';
import type { AccountRegion } from '../../core/prove/account-region.ts';
import { type ClockHour, startOfHour } from '../../core/prove/clock-hour.ts';
import type { HourlyPorts } from './hourly.ts';

/** What Bedrock counted in one account and source Region against what was judged there. */
export type AccountComparison = AccountRegion &
  (
    | {
        readonly kind: 'compared';
        readonly counted: number;
        readonly seen: number;
        readonly unseen: number;
      }
    | { readonly kind: 'not-compared'; readonly why: string }
  );

/**
 * Each place costs AssumeRole, ListMetrics and, where anything was called of late, GetMetricData: about
 * half a second, most of it waiting. 64 at once are some 130 places a second; STS takes 600 requests a
 * second of an account in a Region (IAM user guide, STS quotas, read 2026-11-25).
 */
const AT_ONCE = { concurrency: 64 };

/**
 * Compares one clock hour in each place with Bedrock's own count there. What could not be asked, or was
 * not reached before `deadlineMs`, is not compared, and says why; the places in front are asked first.
 */
export async function compareAccounts(
  hour: ClockHour,
  places: readonly AccountRegion[],
  seenIn: (place: AccountRegion) => number,
  { countInvocations, now }: Pick<HourlyPorts, 'countInvocations' | 'now'>,
  deadlineMs: number,
): Promise<readonly AccountComparison[]> {
  return pMap(
    places,
    async (place): Promise<AccountComparison> => {
      if (now() >= deadlineMs) return { ...place, kind: 'not-compared', why: 'no time was left' };
      try {
        const { accountId, region } = place;
        const counted = Math.round(await countInvocations(region, startOfHour(hour), accountId));
        const seen = seenIn(place);
        return { ...place, kind: 'compared', counted, seen, unseen: Math.max(0, counted - seen) };
      } catch (error) {
        const why = error instanceof Error ? error.name : typeof error;
        return { ...place, kind: 'not-compared', why };
      }
    },
    AT_ONCE,
  );
}
