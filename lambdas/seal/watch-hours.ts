import { createSeries } from '../../core/measure/series.ts';
import { placesOf } from '../../core/prove/account-region.ts';
import { type ClockHour, hoursAfter } from '../../core/prove/clock-hour.ts';
import { EXPECTED_HOURS, untoldCanaries } from '../../core/prove/missing-canaries.ts';
import {
  readWatched,
  renderWatched,
  type WatchedHour,
  watchedKeyOf,
} from '../../core/prove/watched-hour.ts';
import { canariesMissingMessage } from '../../core/tell/canaries-missing-message.ts';
import { firstHour, lastClosable } from './close-hours.ts';
import type { HourlyPorts, HourlySettings } from './hourly.ts';
import { watchHour } from './watch-hour.ts';

/** How far back a run looks for hours that no run looked at. */
const MOST_HOURS = 24;
/** Sealing comes after this, and the function has a quarter of an hour for everything. */
const BEGIN_WITHIN_MS = 4 * 60_000;
const END_WITHIN_MS = 8 * 60_000;
/** Accounts that the log names; the object of the hour names all. */
const MOST_LOGGED = 100;

/**
 * Looks at every clock hour that is due in all accounts of an organization, oldest first: tells whose
 * canary stopped coming, counts, and writes what was seen, which also says that it was done. A crash
 * before that does it again.
 */
export async function watchHours(
  settings: HourlySettings,
  ports: HourlyPorts,
): Promise<readonly WatchedHour[]> {
  const began = await firstHour(ports);
  const startMs = ports.now();
  const due: ClockHour[] = [];
  let hour = lastClosable(startMs);
  const isLeft = () => began !== null && hour > began && due.length < MOST_HOURS;
  while (isLeft() && (await ports.read(watchedKeyOf(hour))) === null) {
    due.unshift(hour);
    hour = hoursAfter(hour, -1);
  }
  const watched: WatchedHour[] = [];
  for (const each of due) {
    if (ports.now() > startMs + BEGIN_WITHIN_MS) break;
    const before = await readBefore(each, ports);
    const seen = await watchHour(each, before, settings, ports, startMs + END_WITHIN_MS);
    const untold = untoldCanaries(each, seen.missing, before);
    if (untold.length > 0) {
      await ports.publish(canariesMissingMessage(each, untold, settings.tell));
    }
    await ports.publishMetrics(measure(seen, settings, ports.now()));
    logWhatIsOdd(seen, ports);
    await ports.put(watchedKeyOf(each), Buffer.from(renderWatched(seen)));
    watched.push(seen);
  }
  return watched;
}

async function readBefore(hour: ClockHour, { read }: HourlyPorts): Promise<readonly WatchedHour[]> {
  const before: WatchedHour[] = [];
  for (let back = 1; back <= EXPECTED_HOURS; back += 1) {
    const key = watchedKeyOf(hoursAfter(hour, -back));
    const object = await read(key);
    if (object === null) continue;
    const watched = readWatched(object.bytes);
    if (watched === null) throw new Error(`${key} is not what this program writes there`);
    before.push(watched);
  }
  return before;
}

/** By source Region and in total: accounts stand in the object of the hour, not in CloudWatch. */
function measure(
  { compared, notCompared, missing, leftOut }: WatchedHour,
  { regions }: HourlySettings,
  nowMs: number,
) {
  const series = createSeries();
  for (const SourceRegion of regions) {
    const here = compared.filter(({ region }) => region === SourceRegion);
    const unseen = here.reduce((sum, each) => sum + each.unseen, 0);
    series.add('UnseenCalls', {}, nowMs, 1, unseen);
    series.add('UnseenCalls', { SourceRegion }, nowMs, 1, unseen);
    const left = notCompared.flatMap(({ places }) => places[SourceRegion] ?? []);
    const count = left.length + leftOut;
    if (count > 0) series.add('NotCompared', { SourceRegion }, nowMs, count);
  }
  series.add('CanariesMissing', {}, nowMs, 1, missing.length);
  return series.data();
}

function logWhatIsOdd({ hour, compared, notCompared, missing }: WatchedHour, { log }: HourlyPorts) {
  const say = (message: string, some: readonly object[]) => {
    for (const each of some.slice(0, MOST_LOGGED)) log({ level: 'WARN', message, hour, ...each });
    const more = some.length - MOST_LOGGED;
    if (more > 0) log({ level: 'WARN', message: `${message}: more than are named`, hour, more });
  };
  const worst = compared.filter(({ unseen }) => unseen > 0).sort((a, b) => b.unseen - a.unseen);
  say('calls that no record tells of', worst);
  say(
    'not compared',
    notCompared.flatMap(({ why, places }) => {
      const accounts = new Map<string, string[]>();
      for (const { accountId, region } of placesOf(places)) {
        accounts.set(accountId, [...(accounts.get(accountId) ?? []), region]);
      }
      return [...accounts].map(([accountId, all]) => ({ accountId, regions: all.join(' '), why }));
    }),
  );
  say('the canary stopped coming', missing);
}
