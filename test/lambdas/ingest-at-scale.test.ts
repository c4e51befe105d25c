import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { KIND_NAMES, KINDS } from '../bench/scale-kinds.ts';
import { SMALL_PLAN } from '../bench/scale-plan.ts';
import { runRegion } from '../bench/scale-region.ts';
import { renderScale } from '../bench/scale-table.ts';

const regions = Object.keys(SMALL_PLAN.shares);
const outcomes = await Promise.all(
  regions.map((region) => runRegion({ plan: SMALL_PLAN, region })),
);

it('with a queue stopped, ingest failing most of the time and copies, nothing is lost', () => {
  for (const { checked, leftDead, expired, deadLettered, redriven, region } of outcomes) {
    const { lost, wrong, untold } = checked;
    expect({ region, lost, wrong, untold, leftDead, expired }).toEqual({
      ...{ region, lost: 0, wrong: 0, untold: 0, leftDead: 0, expired: 0 },
    });
    expect(redriven).toBe(deadLettered);
  }
  const settled = new Set(outcomes.flatMap(({ checked }) => Object.keys(checked.settled)));
  expect(settled).toEqual(new Set(KIND_NAMES.map((name) => KINDS[name].planted)));
  const { failing, stopped } = SMALL_PLAN;
  const of = (region: string) => outcomes.find((each) => each.region === region);
  expect(of(failing.region)?.failedBatches).toBeGreaterThan(10);
  expect(of(failing.region)?.deadLettered).toBeGreaterThan(0);
  expect(of(stopped.region)?.oldestS).toBeGreaterThan(120);
  expect(of(stopped.region)?.recoveredAfterS).toBeLessThan(120);
});

it('notices where failed messages do not come again', async () => {
  const { region } = SMALL_PLAN.failing;
  const task = { plan: SMALL_PLAN, region, answer: () => new Set<string>() };
  expect((await runRegion(task)).checked.lost).toBeGreaterThan(0);
});

it('docs/scale.md has the rows of the program, and nothing lost', () => {
  const rows = rowsOf(readFileSync('docs/scale.md', 'utf8'));
  const made = rowsOf(renderScale(SMALL_PLAN, outcomes));
  expect(made.length).toBeGreaterThan(15);
  expect(rows.map(([name]) => name)).toEqual(
    expect.arrayContaining(made.map(([name]) => name?.replace('20/s', '500/s'))),
  );
  for (const name of ['**calls lost**', '**calls with another verdict, or two**'])
    expect(rows.find(([each]) => each === name)?.[1]).toBe('**0**');
});

function rowsOf(text: string): readonly (readonly string[])[] {
  return [...text.matchAll(/^\| (.*) \|$/gm)].map(([, cells = '']) => cells.split(' | '));
}
