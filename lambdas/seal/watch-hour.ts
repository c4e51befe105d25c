import {
  type AccountRegion,
  byRegion,
  comparePlaces,
  placeKeyOf,
} from '../../core/prove/account-region.ts';
import { createCanariesSeen } from '../../core/prove/canaries-seen.ts';
import { type ClockHour, hourAt, hoursAfter } from '../../core/prove/clock-hour.ts';
import { missingCanaries } from '../../core/prove/missing-canaries.ts';
import { createServedCalls } from '../../core/prove/served-calls.ts';
import type { WatchedHour } from '../../core/prove/watched-hour.ts';
import { type AccountComparison, compareAccounts } from './compare-accounts.ts';
import { evidenceLines } from './evidence-lines.ts';
import type { HourlyPorts, HourlySettings } from './hourly.ts';
import { knownPlaces } from './known-places.ts';

/**
 * Looks at one clock hour of calls in every account and source Region: whose canary came, whose did not
 * and did before, and what Bedrock itself counted that no record tells of. `before`: the hours before it.
 */
export async function watchHour(
  hour: ClockHour,
  before: readonly WatchedHour[],
  settings: HourlySettings,
  ports: HourlyPorts,
  deadlineMs: number,
): Promise<WatchedHour> {
  const read = await readHour(hour, settings, ports);
  const { places, leftOut } = await knownPlaces(hour, read.named, settings, ports);
  const likely = places.toSorted((a, b) => Number(read.seenIn(b) > 0) - Number(read.seenIn(a) > 0));
  const answers = await compareAccounts(hour, likely, read.seenIn, ports, deadlineMs);
  const compared = answers.filter((each) => each.kind === 'compared').sort(comparePlaces);
  const isQuiet = ({ counted, seen }: (typeof compared)[number]) => counted + seen === 0;
  return {
    schema: 'watched/1',
    hour,
    canaries: byRegion(read.canaries),
    missing: [...missingCanaries(hour, read.canaries, before)],
    compared: compared.filter((each) => !isQuiet(each)).map(({ kind: _, ...each }) => each),
    quiet: byRegion(compared.filter(isQuiet)),
    notCompared: groupByReason(answers),
    leftOut,
  };
}

/** What evidence says of the hour: records may be written in any hour from it until now. */
async function readHour(hour: ClockHour, { policy, regions }: HourlySettings, ports: HourlyPorts) {
  const served = createServedCalls(hour, ({ accountId, sourceRegion: region }) =>
    accountId === null ? null : placeKeyOf({ accountId, region }),
  );
  const canaries = createCanariesSeen(hour, policy.canaryRole);
  const named = new Map<string, AccountRegion>();
  const last = hourAt(ports.now());
  for (let each = hour; each <= last; each = hoursAfter(each, 1)) {
    for await (const line of evidenceLines(each, ports)) {
      if (line.kind === 'bad' || !('line' in line.reading)) continue;
      canaries.add(line);
      /** Whose name somebody else may have put on it hides no call of that account. */
      if (line.misattribution !== null) continue;
      served.add(line.reading);
      const { accountId, sourceRegion: region } = line.reading.line.facts;
      if (accountId !== null) {
        named.set(placeKeyOf({ accountId, region }), { accountId, region });
      }
    }
  }
  const isWatched = ({ region }: AccountRegion) => regions.includes(region);
  return {
    canaries: canaries.places().filter(isWatched),
    named: named.values(),
    seenIn: (place: AccountRegion) => served.countIn(placeKeyOf(place)),
  };
}

function groupByReason(answers: readonly AccountComparison[]) {
  const reasons = new Map<string, AccountRegion[]>();
  for (const each of answers) {
    if (each.kind !== 'not-compared') continue;
    const { why, accountId, region } = each;
    const known = reasons.get(why);
    if (known === undefined) reasons.set(why, [{ accountId, region }]);
    else known.push({ accountId, region });
  }
  return [...reasons]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([why, places]) => ({ why, places: byRegion(places) }));
}
