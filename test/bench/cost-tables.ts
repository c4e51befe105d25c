import type { Use } from './cost-day.ts';
import type { Fixed } from './cost-fixed.ts';
import { dearerReceives, partsOf, totalOf } from './cost-parts.ts';

export type Day = { readonly ratePerSecond: number; readonly minutes: number; readonly use: Use };
export type FixedColumn = { readonly title: string; readonly rows: readonly Fixed[] };

/** Ways that the same could be done, with their cost by their own formulas. */
const OTHER_WAYS = [
  ['one Lambda call and one `PutMetricData` per event', '10.50', '10.50', '10.50'],
  ['the same, and one S3 object per event', '15.51', '15.51', '15.51'],
  ['a metric filter on the whole CloudTrail log group, 1 % of it Bedrock', '80', '80', '80'],
  ['model invocation logging and a metric filter (takes in the prompts)', '~3', '~3', '~3'],
] as const;

/** Everything that stands between the marks of `docs/cost.md`. */
export function renderTables(days: readonly Day[], fixed: readonly FixedColumn[]): string {
  const month = ['### A month, beside the calls: how many, and USD', renderFixed(fixed)];
  return [...days.map(renderDay), renderOtherWays(days), ...month].join('\n\n');
}

function renderDay({ ratePerSecond, minutes, use }: Day): string {
  const parts = partsOf(use);
  const total = totalOf(parts);
  const rows = parts.map(({ name, amount, unit, usd }) => [
    ...[name, `${showAmount(amount)} ${unit}`, showUsd(usd)],
    `${((100 * usd) / total).toFixed(1)} %`,
  ]);
  const dearest = dearerReceives(use);
  const perBatch = use.calls / use.batches;
  const said = [
    `Simulated: ${minutes} minutes, ${show(use.calls)} calls, ${show(use.batches)} batches of`,
    `${show(perBatch)} calls; ${(use.cpuMs / use.batches).toFixed(1)} ms of this machine's CPU and`,
    `${show(use.billedMs / use.batches)} ms billed a batch; at most ${use.mostMetrics} metrics a request;`,
    `${((100 * use.outside) / use.calls).toFixed(2)} % outside. Where each receive brings one message:`,
    `$${showUsd(total + dearest)}.`,
  ];
  return [
    `### At ${show(ratePerSecond)}/s`,
    table(
      ['part', 'for a million calls', 'USD', 'share'],
      [...rows, ['**total**', '', `**${showUsd(total)}**`, '']],
    ),
    said.join(' '),
  ].join('\n\n');
}

function renderOtherWays(days: readonly Day[]): string {
  const totals = days.map(({ use }) => showUsd(totalOf(partsOf(use))));
  const rates = days.map(({ ratePerSecond }) => `${show(ratePerSecond)}/s`);
  return [
    '### Against simpler ways, USD for a million calls',
    table(['way', ...rates], [...OTHER_WAYS, ['**this pipeline**', ...totals]]),
  ].join('\n\n');
}

/** Parts by column: how many, and USD. */
export function renderFixed(columns: readonly FixedColumn[]): string {
  const names = columns[0]?.rows.map(({ name }) => name) ?? [];
  const cell = (rows: readonly Fixed[], name: string) => {
    const row = rows.find((each) => each.name === name);
    return row === undefined ? '' : `${show(row.amount)}: ${row.usd.toFixed(2)}`;
  };
  const totals = columns.map(({ rows }) => rows.reduce((sum, { usd }) => sum + usd, 0));
  return table(
    ['part', ...columns.map(({ title }) => title)],
    [
      ...names.map((name) => [name, ...columns.map(({ rows }) => cell(rows, name))]),
      ['**total**', ...totals.map((usd) => `**${usd.toFixed(2)}**`)],
    ],
  );
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}

function showUsd(usd: number): string {
  return usd > 0 && usd < 0.0005 ? '<0.001' : usd.toFixed(3);
}

function showAmount(amount: number): string {
  return amount < 10 ? amount.toPrecision(2).replace(/^0\.0$/, '0') : show(amount);
}

/** "86,400" */
function show(amount: number): string {
  return Math.round(amount)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, ',');
}
