import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const RULES = 'test/core/judge/rules';

it('docs/judgement.md and the tables of cases name the same rules', () => {
  const page = readFileSync('docs/judgement.md', 'utf8');
  const published = [...page.matchAll(/^- \*\*(\d+\.\d+) /gm)].map(([, rule]) => rule);
  const held = readdirSync(RULES).flatMap((file) =>
    [...readFileSync(`${RULES}/${file}`, 'utf8').matchAll(/^describe\('rule (\d+\.\d+)'/gm)].map(
      ([, rule]) => rule,
    ),
  );
  expect(new Set(published).size).toBe(published.length);
  expect(held.sort()).toEqual(published.sort());
});
