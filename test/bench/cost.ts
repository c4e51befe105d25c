import { readFileSync, writeFileSync } from 'node:fs';
import { simulate, simulateCanary } from './cost-day.ts';
import { fixedOf } from './cost-fixed.ts';
import { partsOf, totalOf } from './cost-parts.ts';
import { countStacks } from './cost-stacks.ts';
import { type Day, renderTables } from './cost-tables.ts';

/**
 * What a million Bedrock calls cost, from the requests that the real ingest makes, and what a deployment
 * costs a month. `npx tsx test/bench/cost.ts`; `--write` puts the tables into `docs/cost.md`. Takes a
 * minute or two; ends with 1 where a total is over its limit.
 */

const PAGE = 'docs/cost.md';
/** Whole clock hours repeat themselves, and at 1,000 a second so do batches: 12 seconds fill one. */
const SIMULATED = [
  { ratePerSecond: 1, minutes: 1440 },
  { ratePerSecond: 100, minutes: 60 },
  { ratePerSecond: 1000, minutes: 20 },
] as const;
const LIMIT = { fromRate: 100, usd: 0.6 } as const;

/** Not counted: the first batches of a process are slow, and a deployed one lives for hours. */
await simulate(100, 5);
const days: Day[] = [];
for (const { ratePerSecond, minutes } of SIMULATED) {
  days.push({ ratePerSecond, minutes, use: await simulate(ratePerSecond, minutes) });
}
const [, day] = days.map(({ use }) => use);
if (day === undefined) throw new Error('nothing was simulated');
const canary = await simulateCanary();
const one = await countStacks('eu-central-1');
const all = await countStacks('default');
const tables = renderTables(days, [
  { title: '1 Region', rows: fixedOf(one, 1, day, canary) },
  { title: `${all.regions} Regions, calls in one`, rows: fixedOf(all, 1, day, canary) },
  { title: `${all.regions} Regions, calls in all`, rows: fixedOf(all, all.regions, day, canary) },
]);
console.log(tables);

if (process.argv.includes('--write')) {
  const page = readFileSync(PAGE, 'utf8');
  const marked = /(?<=<!-- cost -->\n)[\s\S]*(?=<!-- \/cost -->)/;
  if (!marked.test(page)) throw new Error(`${PAGE} has lost its marks`);
  writeFileSync(
    PAGE,
    page.replace(marked, () => `\n${tables}\n\n`),
  );
}

for (const { ratePerSecond, use } of days) {
  const usd = totalOf(partsOf(use));
  if (ratePerSecond < LIMIT.fromRate || usd <= LIMIT.usd) continue;
  console.error(`${ratePerSecond}/s: $${usd.toFixed(3)} is over the limit of $${LIMIT.usd}`);
  process.exitCode = 1;
}
