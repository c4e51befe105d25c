import { countStates } from '../core/coverage/count-states.ts';
import { COVERAGE_STATES, type Coverage, type CoverageState } from '../core/coverage/coverage.ts';
import { coverageAnswer } from '../core/coverage/coverage-answer.ts';
import { groupRows } from '../core/coverage/group-rows.ts';
import { type Html, html } from './escape-html.ts';

/** Accounts and things that are named; of the rest the count is. */
const MOST_NAMED = 100;

/** Which accounts of the organization are watched, as of the last look in the period; null: nobody looked. */
export function coverageSection(coverage: Coverage | null): Html {
  return html`<section aria-labelledby="coverage"><h2 id="coverage">Coverage of the organization</h2>
${coverage === null ? NOBODY_LOOKED : shown(coverage)}</section>`;
}

const NOBODY_LOOKED = html`<p><strong>Nobody looked which accounts are watched.</strong> The evidence holds no coverage of this period: what follows is about accounts that the watcher sees, and says nothing of others that may call Bedrock.</p>`;

function shown(coverage: Coverage): Html {
  const { rows, unseen, asOf } = coverage;
  const counts = countStates(rows);
  const left = unseen.length - MOST_NAMED;
  const things = html`<h3>Not looked at</h3><ul>${unseen
    .slice(0, MOST_NAMED)
    .map(
      ({ where, problem }) => html`<li>${where}: ${problem}</li>`,
    )}${left > 0 ? html`<li>and ${left} more</li>` : ''}</ul>`;
  return html`<p><strong>${coverageAnswer(coverage).text}</strong> As of ${asOf.slice(0, 16)}Z, the last look in the period.</p>
${stateTable(coverage, 'callable, not watched', 'Callable, not watched')}
${stateTable(coverage, 'unknown', 'Unknown')}
${unseen.length === 0 ? html`` : things}
<dl>${COVERAGE_STATES.map((state) => html`<dt>${state}</dt><dd>${counts[state]}</dd>`)}</dl>`;
}

function stateTable({ rows }: Coverage, state: CoverageState, title: string): Html {
  const groups = groupRows(rows, state);
  if (groups.length === 0) return html``;
  const left = groups.length - MOST_NAMED;
  const lines = groups
    .slice(0, MOST_NAMED)
    .map(
      ({ accountId, name, regions, why }) =>
        html`<tr><td>${accountId}</td><td>${name}</td><td>${regions.join(', ')}</td><td>${why}</td></tr>`,
    );
  return html`<h3>${title}</h3><div class="scroll"><table><thead><tr><th scope="col">Account</th><th scope="col">Name</th><th scope="col">Regions</th><th scope="col">Why</th></tr></thead><tbody>${lines}</tbody></table></div>
${left > 0 ? html`<p>and ${left} more: <code>coverage/v1/</code> in the evidence has all</p>` : ''}`;
}
