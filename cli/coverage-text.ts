import { countStates } from '../core/coverage/count-states.ts';
import { COVERAGE_STATES, type Coverage, type CoverageState } from '../core/coverage/coverage.ts';
import { coverageAnswer } from '../core/coverage/coverage-answer.ts';
import { groupRows } from '../core/coverage/group-rows.ts';
import { safe, WIDTH, wrap } from './layout.ts';
import type { Paint } from './terminal.ts';

const MOST_SHOWN = 50;

/** Which accounts and Regions are watched, for people: the answer, then who can call unseen. */
export function coverageText(coverage: Coverage, paint: Paint): string {
  const { rows, unseen, asOf } = coverage;
  const { tone, text } = coverageAnswer(coverage);
  const counts = countStates(rows);
  return `${[
    paint(tone, text),
    `  As of ${asOf.slice(0, 16)}Z. Watched: something came in the 24 hours before.`,
    '',
    ...stateLines(coverage, 'callable, not watched'),
    ...stateLines(coverage, 'unknown'),
    ...unseenLines(unseen),
    ...COVERAGE_STATES.map((state) => `${String(counts[state]).padStart(9)}  ${state}`),
  ].join('\n')}\n`;
}

function stateLines({ rows }: Coverage, state: CoverageState): readonly string[] {
  const groups = groupRows(rows, state);
  if (groups.length === 0) return [];
  const left = groups.slice(MOST_SHOWN).reduce((sum, { regions }) => sum + regions.length, 0);
  const title = state === 'unknown' ? 'Unknown' : 'Callable, not watched';
  return [
    `${title} (${countStates(rows)[state]}):`,
    ...groups
      .slice(0, MOST_SHOWN)
      .flatMap(({ accountId, name, regions, why }) => [
        ...indented(`${accountId}  ${name}: ${regions.join(', ')}`, 2),
        ...indented(why, 4),
      ]),
    ...(left > 0 ? [`  and ${left} more; --format json has all`] : []),
    '',
  ];
}

function unseenLines(unseen: Coverage['unseen']): readonly string[] {
  if (unseen.length === 0) return [];
  const left = unseen.length - MOST_SHOWN;
  return [
    `Could not be looked at (${unseen.length}):`,
    ...unseen
      .slice(0, MOST_SHOWN)
      .flatMap(({ where, problem }) => indented(`${where}: ${problem}`, 2)),
    ...(left > 0 ? [`  and ${left} more; --format json has all`] : []),
    '',
  ];
}

function indented(text: string, spaces: number): readonly string[] {
  return wrap(safe(text), WIDTH - spaces).map((line) => `${' '.repeat(spaces)}${line}`);
}
