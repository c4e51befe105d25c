import type { AuditReport, Finding } from '../core/report/audit-report.ts';
import type { EvidenceReport } from '../core/report/evidence-report.ts';
import type { FindingLife } from '../core/report/follow-findings.ts';
import { nameOfAccount, nameOfRole } from '../core/report/names.ts';
import { type Html, html } from './escape-html.ts';
import { place, ranIn, tag } from './report/cells.ts';

/** Each finding with the id of its record: since when it is known, when people were told, how it ended. */
export function lifeSection(report: AuditReport, { lives, nowMs }: EvidenceReport): Html {
  const { findings } = report;
  const open = findings.filter(({ id }) => (lives.get(id)?.closure ?? null) === null).length;
  const rows = findings.map((finding) => row(finding, lives.get(finding.id), report, nowMs));
  const table = html`<div class="scroll"><table><thead><tr><th scope="col">Finding, record</th><th scope="col">Call</th><th scope="col">Who</th><th scope="col">Route</th><th scope="col">Aware since</th><th scope="col">Told</th><th scope="col">Closed</th></tr></thead><tbody>${rows}</tbody></table></div>`;
  return html`<section aria-labelledby="life"><h2 id="life">What became of each finding</h2>
${findings.length === 0 ? html`<p>There is none.</p>` : html`<p>${findings.length} findings, ${open} of them open.</p>${table}`}</section>`;
}

function row(
  finding: Finding,
  life: FindingLife | undefined,
  report: AuditReport,
  nowMs: number,
): Html {
  const { id, eventId, time, verdict, accountId, principal, modelId } = finding;
  const { sourceRegion, inferenceRegion, basis, observed } = finding;
  const untold = observed ? 'nobody: the fence only observes' : 'nobody';
  return html`<tr><td><code>${id}</code><br><code class="quiet">${eventId ?? 'no id'}</code></td>
<td>${tag(verdict)}<br>${time ?? 'time not readable'}<br><code>${modelId ?? 'model not named'}</code></td>
<td>${nameOfAccount(accountId, report)}<br>${nameOfRole(principal)}</td>
<td>${place(sourceRegion)}<br>${ranIn(inferenceRegion, verdict)}<br>${basis ?? ''}</td>
<td>${life?.awareSince ?? 'not known'}</td><td>${life?.told ?? untold}</td><td>${endOf(life, nowMs)}</td></tr>`;
}

function endOf(life: FindingLife | undefined, nowMs: number): Html {
  const { closure = null, awareSince = null } = life ?? {};
  if (closure === null) {
    const days =
      awareSince === null ? null : Math.floor((nowMs - Date.parse(awareSince)) / 86_400_000);
    return html`<strong>open</strong>${days === null ? '' : ` for ${days} ${days === 1 ? 'day' : 'days'}`}`;
  }
  const { closed, by, reason, ticket } = closure;
  return html`${closed}<br>by ${by}: ${reason}${ticket === null ? '' : ` (${ticket})`}`;
}
