import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { SEALED_PREFIXES, SEALS_PREFIX } from '../../core/prove/evidence-layout.ts';
import { EVIDENCE_LIMITS } from '../../core/report/evidence-limits.ts';
import schema from '../../docs/schemas/evidence-line.schema.json' with { type: 'json' };

const page = readFileSync('docs/evidence.md', 'utf8');

it('docs/evidence.md says what each field of a line means, and of no other', () => {
  const [table = ''] = /<!-- fields -->[\s\S]*<!-- \/fields -->/.exec(page) ?? [];
  const told = [...table.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name);
  const fields = schema.anyOf.flatMap(({ properties }) => Object.keys(properties));
  expect(told).toEqual([...new Set(fields)]);
});

it('it names every folder that is sealed', () => {
  for (const prefix of [...SEALED_PREFIXES, SEALS_PREFIX]) expect(page).toContain(`| \`${prefix}`);
});

it('it says what the report says that evidence cannot show, and why', () => {
  const plain = page.replaceAll(/[*`]/g, '').replaceAll(/\s+/g, ' ');
  for (const [name, why] of EVIDENCE_LIMITS) expect(plain).toContain(`${name} ${why}`);
});
