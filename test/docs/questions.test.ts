import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { QUESTIONS } from '../../core/questions/questions.ts';
import { TABLES } from '../../core/questions/tables.ts';

const page = readFileSync('docs/questions.md', 'utf8');
const sections = new Map(
  page.split(/^### /m).map((text) => [text.slice(0, text.indexOf('\n')), text] as const),
);

it.each(QUESTIONS)(
  'docs/questions.md says what $name asks, and what its columns mean',
  (question) => {
    const section = sections.get(question.name) ?? '';
    expect(section).toContain(`**${question.asks}**`);
    if (question.limit !== null) expect(section).toContain(question.limit);
    for (const [column, meaning] of Object.entries(question.columns)) {
      expect(section).toContain(`- \`${column}\`: ${meaning}.`);
    }
    expect(section).toContain(`| ${Object.keys(question.columns).join(' | ')} |`);
  },
);

it.each(TABLES)('docs/questions.md lists the table $name', ({ name, prefix }) => {
  expect(page).toMatch(new RegExp(`^\\| \`${name}\` \\|.*\\| \`${prefix}\` \\|$`, 'm'));
});
