import type { AuditReport } from '../core/report/audit-report.ts';
import type { EvidenceReport } from '../core/report/evidence-report.ts';
import { nameOfAccount } from '../core/report/names.ts';
import { type Html, html } from './escape-html.ts';
import { grouped, place } from './report/cells.ts';

const SHOWN = 10;

/** Accounts and Regions of an organization of which something was not seen; nothing where that is none. */
export function unwatchedSection(report: AuditReport, { unwatched }: EvidenceReport): Html {
  if (unwatched.length === 0) return html``;
  const left = unwatched.length - SHOWN;
  const rows = unwatched
    .slice(0, SHOWN)
    .map(
      ({ accountId, region, unseen, notCompared, why, missing }) =>
        html`<tr><td>${nameOfAccount(accountId, report)}</td><td>${place(region)}</td><td class="number">${grouped(unseen)}</td><td class="number">${grouped(notCompared)}</td><td>${why.join(', ')}</td><td class="number">${grouped(missing)}</td></tr>`,
    );
  return html`<section aria-labelledby="unwatched"><h2 id="unwatched">Accounts and Regions that were not seen in full</h2>
<p>Unseen: calls that Bedrock counted itself, and of which no evidence tells. Not compared: hours in which that count was not to be had. No canary: hours in which the canary had stopped coming.</p>
<div class="scroll"><table><thead><tr><th scope="col">Account</th><th scope="col">Region</th><th scope="col" class="number">Unseen calls</th><th scope="col" class="number">Hours not compared</th><th scope="col">Why</th><th scope="col" class="number">Hours without canary</th></tr></thead><tbody>${rows}</tbody></table></div>
${left > 0 ? html`<p>and ${grouped(left)} more: <code>watched/v1/</code> has all of them.</p>` : ''}</section>`;
}
