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

/** Series of the hourly run that stand once; `UnseenCalls` stands in each Region too. */
const HOURLY_TOTALS = 6;
/** The hourly run where little was written: three seconds at 1,769 MB. */
const RUN_GB_SECONDS = 5.2;
const RUN_PUTS = 5;
const RUN_LISTS = 40;
const RUN_KMS_REQUESTS = 10;
const RUN_METRIC_REQUESTS = 2;
/** Series of the daily run. */
const DAILY_TOTALS = 3;
const DAYS_A_MONTH = HOURS_A_MONTH / 24;
/** The daily run where little was written: three seconds at 3,008 MB, and a list of each Region's days. */
const DAILY_GB_SECONDS = 8.8;
const DAILY_LISTS_OF_A_REGION = 6;
/** The run that settles a day of little: three seconds at 3,008 MB, a list of five days, four objects. */
const SETTLING_GB_SECONDS = 8.8;
const SETTLING_LISTS = 6;
const SETTLING_PUTS = 4;
/** Models that are called in a Region: one metric of Bedrock's own each. */
const MODELS = 10;

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
  const aRun =
    PRICES.schedulerInvocation +
    PRICES.lambdaRequest +
    RUN_GB_SECONDS * PRICES.lambdaArmGbSecond +
    RUN_PUTS * PRICES.s3Put +
    RUN_LISTS * PRICES.s3List +
    RUN_KMS_REQUESTS * PRICES.kmsRequest +
    RUN_METRIC_REQUESTS * PRICES.putMetricData +
    regions * MODELS * PRICES.getMetric;
  const aDailyRun =
    PRICES.schedulerInvocation +
    PRICES.lambdaRequest +
    DAILY_GB_SECONDS * PRICES.lambdaArmGbSecond +
    (RUN_LISTS + regions * DAILY_LISTS_OF_A_REGION) * PRICES.s3List +
    PRICES.putMetricData;
  const aSettlingRun =
    PRICES.schedulerInvocation +
    PRICES.lambdaRequest +
    SETTLING_GB_SECONDS * PRICES.lambdaArmGbSecond +
    SETTLING_LISTS * PRICES.s3List +
    SETTLING_PUTS * PRICES.s3Put;
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
    row('Series of the hourly run', regions + HOURLY_TOTALS, MONTHLY.metricSeries),
    row('Hourly runs', HOURS_A_MONTH, aRun),
    row('Series of the daily run', DAILY_TOTALS, MONTHLY.metricSeries),
    row('Daily runs', Math.round(DAYS_A_MONTH), aDailyRun),
    row('Settling runs', Math.round(DAYS_A_MONTH), aSettlingRun),
  ];
}

function isOfOneRegion(series: string): boolean {
  return series.includes(' SourceRegion=');
}
