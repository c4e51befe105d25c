import { createHash } from 'node:crypto';
import { cityOf } from '../core/catalog/place.ts';
import type { VerdictKind } from '../core/judge/judged.ts';
import { answerOf } from '../core/report/answer.ts';
import type { AuditReport, ExposureCount } from '../core/report/audit-report.ts';
import { EVIDENCE_LIMITS } from '../core/report/evidence-limits.ts';
import type { EvidenceReport } from '../core/report/evidence-report.ts';
import { nameOfRole } from '../core/report/names.ts';
import { type Html, html } from './escape-html.ts';
import { coverageSection } from './evidence-coverage.ts';
import { lifeSection } from './evidence-findings.ts';
import { place, tag } from './report/cells.ts';
import { BASE_STYLE } from './report/style-base.ts';
import { PARTS_STYLE } from './report/style-parts.ts';
import { unwatchedSection } from './unwatched-section.ts';

const STYLE = BASE_STYLE + PARTS_STYLE;

/** Nothing is loaded and nothing runs. */
const CONTENT_POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'`;

/** Things that are wrong or not looked at, of which each is named; of the rest the count is. */
const MOST_NAMED = 100;

/**
 * What evidence adds to the report page, as a page of its own: what is proven, by which policies, who
 * excused what, and what became of each finding. No request, no script, everything escaped.
 */
export function evidencePage(report: AuditReport, evidence: EvidenceReport): string {
  const { proof } = evidence;
  const when = periodOf(report, evidence);
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${{ html: CONTENT_POLICY }}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Evidence of where Amazon Bedrock inference ran: ${when}</title>
<style>${{ html: STYLE }}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the answer</a>
<header>
<p class="kicker">Amazon Bedrock inference · ${when}</p>
<h1>Is it proven, and what became of what was found?</h1>
</header>
<main id="main">
<p class="answer ${proof.tone}"><strong>${proof.answer}</strong><span>${answerOf(report).text}</span></p>
<nav aria-label="Sections"><ul>
<li><a href="report.html">Report</a></li><li><a href="#proof">Proof</a></li><li><a href="#coverage">Coverage</a></li><li><a href="#policies">Policies</a></li>
<li><a href="#totals">Totals</a></li><li><a href="#life">Findings</a></li><li><a href="#waivers">Waivers</a></li>
<li><a href="#exposure">Exposure</a></li><li><a href="#limits">What it cannot show</a></li><li><a href="VERIFY.md">Check it yourself</a></li>
</ul></nav>
${proofSection(evidence)}
${unwatchedSection(report, evidence)}
${coverageSection(evidence.coverage)}
${policySection(evidence)}
${totalSection(report)}
${lifeSection(report, evidence)}
${waiverSection(evidence)}
${exposureSection(report)}
<section aria-labelledby="limits"><h2 id="limits">What this evidence cannot show, and why</h2><dl>
${EVIDENCE_LIMITS.map(([name, why]) => html`<dt>${name}</dt><dd>${why}</dd>`)}
</dl></section>
</main>
<footer><p>bedrock-geofence ${report.generator.version}, ${new Date(evidence.nowMs).toISOString()}. Policy <code>${report.policy.sha256}</code>, catalog of ${report.policy.catalogDate}.</p></footer>
</body>
</html>
`;
  return page.html;
}

function periodOf({ period }: AuditReport, { asked }: EvidenceReport): string {
  const [from, until] = [asked.from ?? period.from, asked.until ?? period.until];
  return from === null || until === null
    ? 'no dated calls'
    : `${from.slice(0, 16)}Z to ${until.slice(0, 16)}Z`;
}

function proofSection({ proof, flaws, unseen }: EvidenceReport): Html {
  const list = (title: string, lines: readonly Html[]) => {
    const left = lines.length - MOST_NAMED;
    return lines.length === 0
      ? html``
      : html`<h3>${title}</h3><ul>${lines.slice(0, MOST_NAMED)}${left > 0 ? html`<li>and ${left} more</li>` : ''}</ul>`;
  };
  return html`<section aria-labelledby="proof"><h2 id="proof">Proof</h2><dl>
<dt>Proves</dt><dd>${proof.reach}</dd>
<dt>Sealed</dt><dd>${proof.seals} seals, ${proof.objects} objects, ${proof.late} of them late</dd>
<dt>Signed</dt><dd>${proof.signed}</dd>
<dt>Last seal</dt><dd><code>${proof.head ?? 'none'}</code></dd>
<dt>Not proven yet</dt><dd>objects of hours that are not safely past: ${proof.open}</dd>
<dt>Not understood</dt><dd>records in quarantine, which this pack leaves out: ${proof.quarantined}</dd>
</dl>
${list(
  'Wrong',
  flaws.map(
    ({ kind, where, what }) =>
      html`<li><strong>${kind}</strong> <code>${where}</code>: ${what}</li>`,
  ),
)}${list(
  'Not looked at',
  unseen.map(({ where, problem }) => html`<li><code>${where}</code>: ${problem}</li>`),
)}</section>`;
}

function policySection({ policies }: EvidenceReport): Html {
  const blocks = policies.map(({ sha256, catalogDate, from, until, fences, changes }) => {
    const span =
      from === null ? 'no seal names it' : `from ${from}:00Z to the hour of ${until}:00Z`;
    return html`<div class="finding"><h3><code>${sha256.slice(0, 8)}</code>, ${span}</h3>
<dl>${fences.map(
      ({ name, mode, regions }) =>
        html`<dt>${name}${mode === 'observe' ? ' (observe)' : ''}</dt><dd>${regions.map(cityOf).join(', ')}</dd>`,
    )}</dl>
${changes.length === 0 ? html`` : html`<p><strong>Changed:</strong></p><ul>${changes.map((change) => html`<li>${change}</li>`)}</ul>`}
<p class="quiet"><code>policies/v1/${sha256}.json</code>, catalog of ${catalogDate}</p></div>`;
  });
  return html`<section aria-labelledby="policies"><h2 id="policies">Policies in force</h2>
${policies.length < 2 ? html`<p>One policy, unchanged.</p>` : html`<p>${policies.length} policies, one after the other.</p>`}${blocks}</section>`;
}

/** Calls by verdict and by how their Region is known. */
function totalSection({ routes, totals }: AuditReport): Html {
  const sums = new Map<string, { verdict: VerdictKind; basis: string; calls: number }>();
  for (const { verdict, basis, calls } of routes) {
    const key = `${verdict} ${basis}`;
    const sum = sums.get(key) ?? { verdict, basis: basis ?? 'nothing ran', calls: 0 };
    sums.set(key, { ...sum, calls: sum.calls + calls });
  }
  const rows = [...sums.values()].map(
    ({ verdict, basis, calls }) =>
      html`<tr><td>${tag(verdict)}</td><td>${basis}</td><td class="number">${calls}</td></tr>`,
  );
  return html`<section aria-labelledby="totals"><h2 id="totals">Totals by verdict and basis</h2>
<div class="scroll"><table><thead><tr><th scope="col">Verdict</th><th scope="col">Known by</th><th scope="col" class="number">Calls</th></tr></thead><tbody>${rows}</tbody></table></div>
<p>${totals.calls} calls and ${totals.submissions} jobs whose Region no record names. <a href="report.html">The report</a> has the routes.</p></section>`;
}

function waiverSection({ waivers }: EvidenceReport): Html {
  const rows = waivers.map(
    ({ id, calls, regions, owner, approvedBy, reason, ticket, from, until }) =>
      html`<tr><td>${id}</td><td class="number">${calls}</td><td>${regions.map(cityOf).join(', ')}</td><td>${owner}</td><td>${approvedBy}</td><td>${reason}</td><td>${ticket}</td><td class="when">${from}<br>${until}</td></tr>`,
  );
  const table = html`<div class="scroll"><table><thead><tr><th scope="col">Waiver</th><th scope="col" class="number">Calls</th><th scope="col">Regions</th><th scope="col">Owner</th><th scope="col">Approved by</th><th scope="col">Reason</th><th scope="col">Ticket</th><th scope="col">From, until</th></tr></thead><tbody>${rows}</tbody></table></div>`;
  return html`<section aria-labelledby="waivers"><h2 id="waivers">Waivers used</h2>
${waivers.length === 0 ? html`<p>None.</p>` : table}</section>`;
}

function exposureSection({ exposures, totals }: AuditReport): Html {
  const rows = exposures.map(
    ({ accountId, principal, modelId, sourceRegion, calls, submissions }: ExposureCount) =>
      html`<tr><td>${accountId ?? 'not named'}</td><td>${nameOfRole(principal)}</td><td><code>${modelId ?? 'not named'}</code></td><td>${place(sourceRegion)}</td><td class="number">${calls}</td><td class="number">${submissions}</td></tr>`,
  );
  const table = html`<div class="scroll"><table><thead><tr><th scope="col">Account</th><th scope="col">Role or user</th><th scope="col">Model or profile</th><th scope="col">Made in</th><th scope="col" class="number">Calls</th><th scope="col" class="number">Jobs</th></tr></thead><tbody>${rows}</tbody></table></div>`;
  return html`<section aria-labelledby="exposure"><h2 id="exposure">Exposure</h2>
<p>${totals.exposed} calls or jobs went through something that may leave the fence, wherever they ran.</p>
${exposures.length === 0 ? html`` : table}</section>`;
}
