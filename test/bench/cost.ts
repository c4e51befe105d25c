import { readFileSync, writeFileSync } from 'node:fs';
import { simulate, simulateCanary } from './cost-day.ts';
import { fixedOf } from './cost-fixed.ts';
import { organizationOf } from './cost-organization.ts';
import { partsOf, totalOf } from './cost-parts.ts';
import { countSpoke, countStacks } from './cost-stacks.ts';
import { type Day, renderFixed, renderTables } from './cost-tables.ts';

/**
 * What a million Bedrock calls cost, from the requests that the real ingest makes, and what a deployment
 * costs a month. `npx tsx test/bench/cost.ts`; `--write` puts the tables into `docs/cost.md`. Takes a
 * minute or two; ends with 1 where a total is over its limit. `--organization`: its table alone.
 */

const PAGE = 'docs/cost.md';
/** Whole clock hours repeat themselves, and at 1,000 a second so do batches: 12 seconds fill one. */
const SIMULATED = [
  { ratePerSecond: 1, minutes: 1440 },
  { ratePerSecond: 100, minutes: 60 },
  { ratePerSecond: 1000, minutes: 20 },
] as const;
/** The rate by which a month is reckoned. */
const USUAL_RATE = 100;
const ACCOUNTS = [10, 100, 1000] as const;
const LIMIT = { fromRate: 100, usd: 0.6 } as const;
const isOrganizationAlone = process.argv.includes('--organization');

/** Not counted: the first batches of a process are slow, and a deployed one lives for hours. */
await simulate(100, 5);
const days: Day[] = [];
for (const { ratePerSecond, minutes } of SIMULATED) {
  if (isOrganizationAlone && ratePerSecond !== USUAL_RATE) continue;
  days.push({ ratePerSecond, minutes, use: await simulate(ratePerSecond, minutes) });
}
const day = days.find(({ ratePerSecond }) => ratePerSecond === USUAL_RATE)?.use;
if (day === undefined) throw new Error('nothing was simulated');
const canary = await simulateCanary();
if (!isOrganizationAlone) {
  const one = await countStacks('eu-central-1');
  const all = await countStacks('default');
  show(
    'cost',
    renderTables(days, [
      { title: '1 Region', rows: fixedOf(one, 1, day, canary) },
      { title: `${all.regions} Regions, calls in one`, rows: fixedOf(all, 1, day, canary) },
      {
        title: `${all.regions} Regions, calls in all`,
        rows: fixedOf(all, all.regions, day, canary),
      },
    ]),
  );
}
const hub = await countStacks('default', 'organization');
const spoke = await countSpoke();
show(
  'organization',
  renderFixed(
    ACCOUNTS.map((accounts) => ({
      title: `${accounts.toLocaleString('en')} accounts, ${hub.regions} Regions`,
      rows: organizationOf(hub, spoke, accounts, day, canary),
    })),
  ),
);

for (const { ratePerSecond, use } of days) {
  const usd = totalOf(partsOf(use));
  if (ratePerSecond < LIMIT.fromRate || usd <= LIMIT.usd) continue;
  console.error(`${ratePerSecond}/s: $${usd.toFixed(3)} is over the limit of $${LIMIT.usd}`);
  process.exitCode = 1;
}

/** Prints tables, and puts them between their marks of the page where that is asked for. */
function show(mark: string, tables: string): void {
  console.log(tables);
  if (!process.argv.includes('--write')) return;
  const page = readFileSync(PAGE, 'utf8');
  const marked = new RegExp(`(?<=<!-- ${mark} -->\\n)[\\s\\S]*(?=<!-- /${mark} -->)`);
  if (!marked.test(page)) throw new Error(`${PAGE} has lost its marks`);
  writeFileSync(
    PAGE,
    page.replace(marked, () => `\n${tables}\n\n`),
  );
}
