import { type ClockHour, hourAt, hoursAfter } from './clock-hour.ts';
import type { CoverageState, HourCount } from './count-hours.ts';
import { nameOf, type TrailCoverage, type TrailPlace } from './trail-coverage.ts';

/** Hours in which neither side has anything, and of which the trail was not seen in full: nobody knows. */
export type SilentHours = TrailPlace & {
  readonly state: Exclude<CoverageState, 'complete'>;
  readonly hours: number;
};

/** Where neither side names any account and Region. */
const EVERYWHERE: TrailPlace = { accountId: 'all accounts', sourceRegion: 'all Regions' };

/** By account and source Region. An hour without a call that was seen in full is no news. */
export function silentHours(
  counted: readonly HourCount[],
  coverage: TrailCoverage,
  { fromMs, untilMs }: { readonly fromMs: number; readonly untilMs: number },
): readonly SilentHours[] {
  const heard = new Set(counted.map((each) => `${nameOf(each)} ${each.hour}`));
  const known = [...coverage.places(), ...counted];
  const places = new Map((known.length > 0 ? known : [EVERYWHERE]).map((at) => [nameOf(at), at]));
  const hours = hoursOf(hourAt(fromMs), hourAt(untilMs - 1));
  return [...places].flatMap(([name, { accountId, sourceRegion }]) => {
    const place = { accountId, sourceRegion };
    const silent = hours.filter((hour) => !heard.has(`${name} ${hour}`));
    const sights = silent.map((hour) => coverage.sightOf(place, hour));
    const rows = [
      { state: 'incomplete', hours: sights.filter((sight) => sight === 'in part').length },
      { state: 'not looked at', hours: sights.filter((sight) => sight === 'not looked at').length },
    ] as const;
    return rows.filter(({ hours }) => hours > 0).map((row) => ({ ...place, ...row }));
  });
}

function hoursOf(first: ClockHour, last: ClockHour): readonly ClockHour[] {
  const hours: ClockHour[] = [];
  for (let hour = first; hour <= last; hour = hoursAfter(hour, 1)) hours.push(hour);
  return hours;
}
