import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { instancesOf } from '../../core/measure/alarm-instances.ts';
import { standingAlarms } from '../../core/measure/standing-alarms.ts';
import { simulate, simulateCanary } from '../bench/cost-day.ts';
import { partsOf } from '../bench/cost-parts.ts';
import { countSpoke } from '../bench/cost-stacks.ts';

const { alarms: SPOKE_ALARMS } = await countSpoke();
const page = readFileSync('docs/cost.md', 'utf8');
const sections = new Map(
  page
    .split(/^#+ /m)
    .map((section) => [section.slice(0, section.indexOf('\n')), rowsOf(section)] as const),
);

describe('docs/cost.md', () => {
  it.each(['1/s', '100/s', '1,000/s'])('has every part at %s, and they add up', async (rate) => {
    const rows = sections.get(`At ${rate}`) ?? [];
    const parts = rows.slice(0, -1).map(([name]) => name);
    expect(parts).toEqual(partsOf(await simulateCanary()).map(({ name }) => name));
    const sum = rows.slice(0, -1).reduce((all, [, , usd]) => all + usdOf(usd), 0);
    expect(Math.abs(sum - totalOf(rate))).toBeLessThan(0.01);
  });

  it.each(['100/s', '1,000/s'])('a million calls cost at most $0.60 at %s', (rate) => {
    expect(totalOf(rate)).toBeGreaterThan(0.4);
    expect(totalOf(rate)).toBeLessThanOrEqual(0.6);
  });

  it('compares the same totals with simpler ways', () => {
    const ways = sections.get('Against simpler ways, USD for a million calls') ?? [];
    expect(ways.length).toBe(5);
    expect(ways.at(-1)?.slice(1).map(usdOf)).toEqual(['1/s', '100/s', '1,000/s'].map(totalOf));
  });

  it.each([1, 17])('counts the alarms of %i Regions', (count) => {
    const rows = sections.get('A month, beside the calls: how many, and USD') ?? [];
    const alarms = rows.find(([name]) => name === 'Alarms');
    expect(alarms?.[count === 1 ? 1 : 2]).toMatch(new RegExp(`^${alarmsOf(count)}: `));
  });
});

describe('an organization', () => {
  const rows =
    sections.get('A month of an organization, beside the calls: how many, and USD') ?? [];
  const usdIn = (name: string, column: number) =>
    Number(rows.find(([each]) => each === name)?.[column]?.split(': ')[1]);

  it.each([
    [0, 10],
    [1, 100],
    [2, 1000],
  ])('column %i: %i accounts add up', (index, accounts) => {
    const parts = rows.slice(0, -1).map(([name = '']) => usdIn(name, index + 1));
    const total = usdOf(rows.at(-1)?.[index + 1]);
    expect(Math.abs(parts.reduce((sum, usd) => sum + usd, 0) - total)).toBeLessThan(0.05);
    const alarms = SPOKE_ALARMS * accounts * 17 * 0.1;
    expect(usdIn('Alarms of spokes', index + 1)).toBeCloseTo(alarms, 2);
  });

  it('has metric series that do not grow with accounts', () => {
    for (const name of ['The hub, calls in all Regions', 'Series of coverage'])
      expect(new Set([1, 2, 3].map((column) => usdIn(name, column))).size).toBe(1);
  });
});

it('a batch makes one PUT and one PutMetricData, whatever it holds', async () => {
  const { batches, calls, metricRequests, puts, lists, publishes } = await simulate(1, 2);
  expect({ batches, calls, metricRequests }).toEqual({
    batches: 10,
    calls: 120,
    metricRequests: 10,
  });
  const policy = 1;
  expect(puts).toBe(batches + policy + publishes);
  expect(lists).toBeGreaterThanOrEqual(publishes);
});

function alarmsOf(count: number): number {
  const regions = Array.from({ length: count }, (_, index) => `region-${index}`);
  const alarms = standingAlarms({ partition: 'aws', isOrganization: false });
  return alarms.flatMap((alarm) =>
    (alarm.stack === 'home' ? regions.slice(0, 1) : regions).flatMap((region) =>
      instancesOf(alarm, { prefix: 'p', region }, regions),
    ),
  ).length;
}

function totalOf(rate: string): number {
  return usdOf(sections.get(`At ${rate}`)?.at(-1)?.[2]);
}

/** "**0.532**"; less than a tenth of a cent counts as none. */
function usdOf(cell: string | undefined): number {
  return cell?.startsWith('<') ? 0 : Number((cell ?? 'none').replaceAll('*', ''));
}

/** The rows of the first table, without its head. */
function rowsOf(section: string): readonly (readonly string[])[] {
  const rows = [...section.matchAll(/^\| (.*) \|$/gm)];
  return rows.slice(2).map(([, cells = '']) => cells.split(' | '));
}
