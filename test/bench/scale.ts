import { readFileSync, writeFileSync } from 'node:fs';
import { Tinypool } from 'tinypool';
import { DEFAULT_REGIONS, organizationPlan } from './scale-plan.ts';
import type { RegionOutcome, RegionTask } from './scale-region.ts';
import { renderScale } from './scale-table.ts';

/**
 * Simulates an organization of 1,000 accounts in every Region that needs no opt-in, with faults, and
 * settles all evidence. `npm run bench:scale`; `-- --write` puts the table into `docs/scale.md`,
 * `-- --rate 50` makes it smaller. Two processes; ends with 1 where anything was lost.
 */

const PAGE = 'docs/scale.md';
const RATE_PER_SECOND = 500;
/** Much of what a batch makes lives as long as the batch: a large young generation copies less of it. */
const EXEC_ARGV = [
  ...process.execArgv,
  '--min-semi-space-size=256',
  '--max-semi-space-size=256',
  '--single-threaded-gc',
];

const given = process.argv.indexOf('--rate');
const ratePerSecond = given === -1 ? RATE_PER_SECOND : Number(process.argv[given + 1]);
const plan = organizationPlan(DEFAULT_REGIONS, ratePerSecond);
const startedMs = performance.now();
const pool = new Tinypool({
  filename: new URL('./scale-region.ts', import.meta.url).href,
  runtime: 'child_process',
  execArgv: EXEC_ARGV,
  minThreads: 2,
  maxThreads: 2,
});
const largestFirst = Object.entries(plan.shares).sort(([, a], [, b]) => b - a);
const outcomes: readonly RegionOutcome[] = await Promise.all(
  largestFirst.map(async ([region]) => {
    const task: RegionTask = { plan, region };
    const outcome: RegionOutcome = await pool.run(task, { name: 'runRegion' });
    console.error(`${region}: ${outcome.calls} calls, ${outcome.checked.lost} lost`);
    return outcome;
  }),
);
await pool.destroy();

const table = renderScale(plan, outcomes);
console.log(table);
console.error(machineTimes());
if (process.argv.includes('--write')) {
  const page = readFileSync(PAGE, 'utf8');
  const marked = /(?<=<!-- scale -->\n)[\s\S]*(?=<!-- \/scale -->)/;
  if (!marked.test(page)) throw new Error(`${PAGE} has lost its marks`);
  writeFileSync(
    PAGE,
    page.replace(marked, () => `\n${table}\n\n`),
  );
}
const bad = outcomes.filter(
  ({ checked, leftDead, expired }) =>
    checked.lost + checked.wrong + checked.untold + leftDead + expired > 0,
);
for (const { region, checked } of bad) console.error(`${region}: ${JSON.stringify(checked)}`);
if (bad.length > 0) process.exitCode = 1;

/** What differs from machine to machine. */
function machineTimes(): string {
  const sum = (of: (outcome: RegionOutcome) => number) =>
    outcomes.reduce((all, outcome) => all + of(outcome), 0);
  const received = sum((outcome) => outcome.received);
  const micros = (ms: number, count: number) => ((ms * 1000) / count).toFixed(0);
  const ingest = micros(
    sum(({ ingestCpuMs }) => ingestCpuMs),
    received,
  );
  const settle = micros(
    sum(({ settleCpuMs }) => settleCpuMs),
    sum(({ checked }) => checked.lines),
  );
  const seconds = Math.round((performance.now() - startedMs) / 1000);
  return `This machine: ${seconds} s; CPU of ingest ${ingest} µs a record, of settling ${settle} µs a line.`;
}
