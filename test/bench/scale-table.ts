import { POLLERS } from './cost-batches.ts';
import { partsOf, totalOf } from './cost-parts.ts';
import { HOURS_A_MONTH, MONTHLY, PRICES } from './cost-prices.ts';
import { DEPLOYED } from './scale-deployed.ts';
import { RECEIVED_A_SECOND } from './scale-mapping.ts';
import type { Plan } from './scale-plan.ts';
import type { RegionOutcome } from './scale-region.ts';
import { totalsOf } from './scale-totals.ts';

/** What the other column is scaled to. */
export const TIMES = 10;
const GB = 1e9;

type Row = readonly [what: string, simulated: string, scaled: string, formula: string];

/** Everything that stands between the marks of `docs/scale.md`. */
export function renderScale(plan: Plan, outcomes: readonly RegionOutcome[]): string {
  const totals = totalsOf(outcomes);
  const { sum, most, use, lines, series, seriesByHour } = totals;
  const of = (region: string) => {
    const outcome = outcomes.find((each) => each.region === region);
    if (outcome === undefined) throw new Error(`${region} was not simulated`);
    return outcome;
  };
  const [stopped, failing] = [of(plan.stopped.region), of(plan.failing.region)];
  const hours = plan.seconds / 3600;
  const times = (count: number) => show(count * TIMES);
  const scaledBatches = outcomes.reduce(
    (all, { batches, received }) => all + Math.max(batches, (received * TIMES) / FULL_BATCH),
    0,
  );
  const waited = stopped.waitingAtEnd;
  const arrives = (stopped.messages + stopped.copies) / plan.seconds;
  const drain = DEPLOYED.mostAtOnce * RECEIVED_A_SECOND;
  const recovery = (waited * TIMES) / (drain - arrives * TIMES) + DEPLOYED.windowS;
  const canaries = (plan.accounts * outcomes.length * plan.seconds) / 3600;
  const perMillion =
    totalOf(partsOf(use)) + (use.sends / use.calls) * 1e6 * PRICES.crossAccountDelivery;
  const months = (HOURS_A_MONTH * 3600 * plan.ratePerSecond) / 1e6;
  const seriesAnHour =
    seriesByHour.slice(0, hours).reduce((all, { size }) => all + size, 0) / hours;
  const seriesUsd = seriesAnHour * MONTHLY.metricSeries;
  const putsScale = scaledBatches / use.batches;
  const rows: readonly Row[] = [
    [
      'calls, with an hourly canary in each account and Region',
      show(use.calls),
      show((use.calls - canaries) * TIMES + canaries),
      'x 10; canaries do not grow',
    ],
    [
      'messages, and copies of them',
      `${show(sum(({ messages }) => messages))}, ${show(sum(({ copies }) => copies))}`,
      `${times(sum(({ messages }) => messages))}, ${times(sum(({ copies }) => copies))}`,
      'x 10',
    ],
    [
      '**calls lost**',
      `**${sum(({ checked }) => checked.lost)}**`,
      '',
      'generated, and not in what all evidence settles into',
    ],
    [
      '**calls with another verdict, or two**',
      `**${sum(({ checked }) => checked.wrong)}**`,
      '',
      'against what was planted',
    ],
    [
      '**findings that nobody was told of**',
      `**${sum(({ checked }) => checked.untold)}** of ${show(sum(({ checked }) => checked.findings))}`,
      '',
      'by caller and route',
    ],
    ['messages expired', show(sum(({ expired }) => expired)), '0', 'older than 14 days'],
    [
      `${stopped.region} stopped for an hour: messages that waited`,
      show(waited),
      times(waited),
      'x 10',
    ],
    [
      'until none is older than two minutes',
      `${stopped.recoveredAfterS} s`,
      `${show(recovery)} s`,
      'waiting / (10 pollers x 660/s - arrivals) + 60 s',
    ],
    [
      `${failing.region} failing half the time for an hour: batches failed`,
      `${show(failing.failedBatches)} of ${show(failing.batches)}`,
      '',
      '',
    ],
    [
      'its dead letters, sent again by an operator, left',
      `${show(failing.deadLettered)}, ${show(failing.redriven)}, ${failing.leftDead}`,
      `${times(failing.deadLettered)}, all, 0`,
      'one in 2^5 of what came in that hour: five tries',
    ],
    [
      'most messages in flight in a Region',
      show(most(({ mostInFlight }) => mostInFlight)),
      '120,000',
      'SQS gives no more: the rest waits',
    ],
    [
      'batches',
      show(use.batches),
      show(scaledBatches),
      `per Region the greater of ${POLLERS} a minute and messages / ${show(FULL_BATCH)}`,
    ],
    ['evidence lines', show(lines), times(lines), 'x 10'],
    [
      'evidence written',
      `${(use.storedBytes / GB).toFixed(2)} GB`,
      `${((use.storedBytes * TIMES) / GB).toFixed(1)} GB`,
      `${(use.storedBytes / lines).toFixed(0)} bytes a line`,
    ],
    [
      'S3 PUTs; most in a second',
      `${show(use.puts)}; ${totals.mostPutsASecond}`,
      `${show(use.puts * putsScale)}; ${show(totals.mostPutsASecond * putsScale)}`,
      'with the batches',
    ],
    [
      '`PutMetricData` calls; most in a second',
      `${show(use.metricRequests)}; ${totals.mostMetricRequestsASecond}`,
      `${show(use.metricRequests * putsScale)}; ${show(totals.mostMetricRequestsASecond * putsScale)}`,
      'with the batches',
    ],
    [
      'metric series in an hour; in all',
      `${show(Math.max(...seriesByHour.map(({ size }) => size)))}; ${show(series.size)}`,
      'the same',
      'none is of an account; their cap stands in metrics.md',
    ],
    [
      'messages to people',
      show(use.publishes),
      times(use.publishes),
      'x 10 at most; once an hour for each caller and route',
    ],
    [
      'Lambda',
      `${show((use.billedMs / 1000) * (DEPLOYED.memoryMb / 1024))} GB-s`,
      times((use.billedMs / 1000) * (DEPLOYED.memoryMb / 1024)),
      '0.08 ms of CPU a record, 60 ms a round trip',
    ],
    [
      'functions at once in a Region',
      show(most(({ mostAtOnce }) => mostAtOnce)),
      '10',
      'the mapping allows no more',
    ],
    [
      'a million calls',
      usd(perMillion),
      usd(perMillion),
      'the parts of cost.md, and $0.05 a million messages from spokes',
    ],
    [
      '**a month, calls**',
      `**${usd(perMillion * months)}**`,
      `**${usd(perMillion * months * TIMES)}**`,
      `${show(months)} million calls`,
    ],
    [
      'a month, metric series',
      usd(seriesUsd),
      usd(seriesUsd),
      `${show(seriesAnHour)} an hour at $0.30`,
    ],
  ];
  const verdicts = [...totals.verdicts].sort(([, a], [, b]) => b - a);
  const heads = [
    '',
    `${show(plan.ratePerSecond)}/s, simulated`,
    `${show(plan.ratePerSecond * TIMES)}/s, by formula`,
    'formula',
  ];
  return [
    `${show(plan.accounts)} accounts, ${outcomes.length} Regions, ${hours} hours.`,
    table(heads, rows),
    `Settled: ${verdicts.map(([verdict, count]) => `${show(count)} ${verdict}`).join(', ')}. A submission is batch work; what is quarantined was no event.`,
  ].join('\n\n');
}

/** Messages of 2 KB that fill 6 MB. */
const FULL_BATCH = 2550;

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}

function usd(amount: number): string {
  return `$${amount < 10 ? amount.toFixed(3) : show(amount)}`;
}

/** "86,400" */
function show(amount: number): string {
  return Math.round(amount)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, ',');
}
