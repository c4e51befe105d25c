import { QUESTIONS } from '../../core/questions/questions.ts';
import type { Row } from './ask.ts';

/** Rows of an example; the rest is counted. */
const MOST_ROWS = 4;

/** The part of docs/questions.md that says what can be asked, each with an answer on the sample. */
export function renderQuestions(answers: ReadonlyMap<string, readonly Row[]>): string {
  return QUESTIONS.map(({ name, asks, limit, columns }) => {
    const rows = answers.get(name) ?? [];
    const names = Object.keys(columns);
    const table = [
      names,
      names.map(() => '---'),
      ...rows.slice(0, MOST_ROWS).map((row) => names.map((each) => cellOf(row[each] ?? ''))),
    ].map((cells) => `| ${cells.join(' | ')} |`);
    return [
      `### ${name}`,
      `**${asks}**`,
      ...(limit === null ? [] : [limit]),
      Object.entries(columns)
        .map(([column, meaning]) => `- \`${column}\`: ${meaning}.`)
        .join('\n'),
      table.join('\n'),
      ...(rows.length > MOST_ROWS ? [`And ${rows.length - MOST_ROWS} more rows.`] : []),
    ].join('\n\n');
  }).join('\n\n');
}

/** Short enough for a page: a hash by its beginning, a list by its length. */
function cellOf(value: string): string {
  if (/^\[.*\]$/s.test(value)) return `${value.split(',').length} in a list`;
  if (/^[0-9a-f]{64}$/.test(value)) return `${value.slice(0, 16)}...`;
  return value.replace(/^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d).*$/, '$1T$2Z').replaceAll('|', '\\|');
}
