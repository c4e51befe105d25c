import type { AuditReport } from '../core/report/audit-report.ts';
import { nameOfAccount, nameOfRole } from '../core/report/names.ts';
import { type Html, html } from './escape-html.ts';
import { place } from './report-findings.ts';

/** What could not be looked at or understood, and what was skipped on purpose. */
export function gapSection({ gaps, skipped }: AuditReport): Html {
  const rows = gaps.map(
    ({ kind, file, place: at, problem }) =>
      html`<tr><td>${kind}</td><td><code>${file}</code></td><td>${at ?? ''}</td><td>${problem}</td></tr>`,
  );
  const table = html`<div class="scroll"><table><thead><tr><th scope="col">What</th><th scope="col">File</th><th scope="col">Place</th><th scope="col">Problem</th></tr></thead><tbody>${rows}</tbody></table></div>`;
  const list = html`<h3>Skipped, and no gap</h3><ul>${skipped.map(({ path, reason }) => html`<li><code>${path}</code>: ${reason}</li>`)}</ul>`;
  return html`<section aria-labelledby="gaps"><h2 id="gaps">Not looked at</h2>
${gaps.length === 0 ? html`<p>Nothing: every file and record was read.</p>` : table}${skipped.length === 0 ? '' : list}</section>`;
}

/** Work whose Region no record names, and profiles that hide theirs. */
export function visibilitySection(report: AuditReport): Html {
  const { neverRecorded, unresolvedProfiles, totals } = report;
  const work = neverRecorded.map(
    ({ eventName, count, accountId, principal, sourceRegion, modelId, because }) =>
      html`<li>${count} ${eventName} from ${place(sourceRegion)}: ${nameOfAccount(accountId, report)} / ${nameOfRole(principal)}, <code>${modelId ?? 'no model named'}</code>. Region never recorded; ${because}.</li>`,
  );
  const hidden = unresolvedProfiles.map(
    ({ modelId, count }) =>
      html`<li>${count} through <code>${modelId ?? 'no model named'}</code>, which hides its Regions.</li>`,
  );
  return html`<section aria-labelledby="visibility"><h2 id="visibility">Not visible</h2>
<p>${totals.exposed} calls or jobs went through something that may leave the fence, wherever they ran. ${totals.submissions} were work whose Region no record names.</p>
<ul>${work}${hidden}</ul></section>`;
}
