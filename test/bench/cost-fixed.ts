import { POLLERS } from './cost-batches.ts';
import type { Use } from './cost-day.ts';
import { partsOf, totalOf } from './cost-parts.ts';
import { FREE_DASHBOARDS, HOURS_A_MONTH, MONTHLY, PRICES } from './cost-prices.ts';
import type { Stacks } from './cost-stacks.ts';

export type Fixed = {
  readonly name: string;
  readonly amount: number;
  /** USD a month. */
  readonly usd: number;
};

/** A long poll lasts at most 20 seconds. */
const POLLS_AN_HOUR = 180;
/** The canary's own function: 128 MB, at most a second with its start. */
const CANARY_GB_SECONDS = 0.125;

/**
 * What a deployment costs a month without any call. `busy` Regions have calls like those of `day`; in the
 * others nothing but the canary is heard.
 */
export function fixedOf(stacks: Stacks, busy: number, day: Use, canary: Use): readonly Fixed[] {
  const { regions } = stacks;
  const quiet = regions - busy;
  const [own, quietOwn] = [day, canary].map(
    ({ series }) => [...series].filter(isOfOneRegion).length,
  );
  const canaryOwn = [...canary.series].filter((name) => !day.series.has(name)).length;
  const everywhere = [...day.series].filter((name) => !isOfOneRegion(name)).length;
  const series = everywhere + busy * ((own ?? 0) + canaryOwn) + quiet * (quietOwn ?? 0);
  const polls = quiet * POLLERS * POLLS_AN_HOUR * HOURS_A_MONTH;
  const canaries = regions * HOURS_A_MONTH;
  const aCanary =
    totalOf(partsOf(canary)) / 1e6 +
    PRICES.schedulerInvocation +
    PRICES.lambdaRequest +
    CANARY_GB_SECONDS * PRICES.lambdaArmGbSecond;
  const dashboards = Math.max(0, stacks.dashboards - FREE_DASHBOARDS);
  const row = (name: string, amount: number, price: number) => ({
    name,
    amount,
    usd: amount * price,
  });
  return [
    row('Metric series', series, MONTHLY.metricSeries),
    row('Alarms', stacks.alarms, MONTHLY.alarm),
    row('Composite alarms', stacks.composites, MONTHLY.compositeAlarm),
    row('KMS keys', stacks.keys, MONTHLY.key),
    { ...row('Dashboards', dashboards, MONTHLY.dashboard), amount: stacks.dashboards },
    row('Polls of empty queues', polls, PRICES.sqsRequest),
    row('Canary calls', canaries, aCanary),
  ];
}

function isOfOneRegion(series: string): boolean {
  return series.includes(' SourceRegion=');
}
