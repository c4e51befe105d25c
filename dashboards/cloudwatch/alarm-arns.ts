import { alarmNameOf, instancesOf } from '../../core/measure/alarm-instances.ts';
import { WATCHER_BLIND } from '../../core/measure/alarms.ts';
import { standingAlarms } from '../../core/measure/standing-alarms.ts';
import type { DashboardInput } from './dashboard.ts';

/** The CloudWatch alarms that these alarms became, wherever they stand. */
export function alarmArns(ids: readonly string[], input: DashboardInput): readonly string[] {
  const { place, sourceRegions } = input;
  const arnOf = (region: string, name: string) =>
    `arn:${input.partition}:cloudwatch:${region}:${input.account}:alarm:${name}`;
  const standing = standingAlarms(input);
  return ids.flatMap((id) =>
    standing
      .filter((alarm) => alarm.id === id)
      .flatMap((alarm) => {
        const regions = alarm.stack === 'home' ? [place.region] : sourceRegions;
        return regions.flatMap((region) =>
          instancesOf(alarm, { prefix: place.prefix, region }, sourceRegions).map(({ name }) =>
            arnOf(region, name),
          ),
        );
      }),
  );
}

/** The composite at home and that of every source Region. */
export function blindArns({
  place,
  account,
  partition,
  sourceRegions,
}: DashboardInput): readonly string[] {
  const arnOf = (stack: 'home' | 'regional', region: string) =>
    `arn:${partition}:cloudwatch:${region}:${account}:alarm:${alarmNameOf({ ...WATCHER_BLIND, stack }, { prefix: place.prefix, region })}`;
  return [arnOf('home', place.region), ...sourceRegions.map((region) => arnOf('regional', region))];
}
