import type { Use } from './cost-day.ts';
import { type Fixed, fixedOf } from './cost-fixed.ts';
import { partsOf, totalOf } from './cost-parts.ts';
import { HOURS_A_MONTH, MONTHLY, PRICES } from './cost-prices.ts';
import type { Spoke, Stacks } from './cost-stacks.ts';

/** Models that an account calls, over all Regions: one metric of Bedrock's own each. */
const MODELS_AN_ACCOUNT = 9;
/** Series of the daily look at coverage: one for each state of an account and Region. */
const COVERAGE_SERIES = 5;

/**
 * What an organization costs a month without any call, with a spoke in so many accounts in each Region of
 * the hub. What is called is called in all Regions.
 */
export function organizationOf(
  hub: Stacks,
  spoke: Spoke,
  accounts: number,
  day: Use,
  canary: Use,
): readonly Fixed[] {
  const places = accounts * hub.regions;
  const canaries = places * spoke.schedules * HOURS_A_MONTH;
  const hubUsd = fixedOf(hub, hub.regions, day, canary).reduce((sum, { usd }) => sum + usd, 0);
  const row = (name: string, amount: number, price: number) => ({
    name,
    amount,
    usd: amount * price,
  });
  return [
    { name: 'The hub, calls in all Regions', amount: 1, usd: hubUsd },
    row('Series of coverage', COVERAGE_SERIES, MONTHLY.metricSeries),
    row('Alarms of spokes', places * spoke.alarms, MONTHLY.alarm),
    row('Canary calls by the scheduler', canaries, PRICES.schedulerInvocation),
    row('Their way to the hub', canaries, PRICES.crossAccountDelivery),
    row('Judging and keeping them', canaries, totalOf(partsOf(day)) / 1e6),
    row('Which models? ListMetrics', places * HOURS_A_MONTH, PRICES.listMetrics),
    row(
      "Bedrock's own counts: GetMetricData",
      accounts * MODELS_AN_ACCOUNT * HOURS_A_MONTH,
      PRICES.getMetric,
    ),
  ];
}
