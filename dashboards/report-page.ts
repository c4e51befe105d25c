import { cityOf } from '../core/catalog/place.ts';
import { answerOf } from '../core/report/answer.ts';
import type { AuditReport } from '../core/report/audit-report.ts';
import { type Html, html } from './escape-html.ts';
import { PAGE_STYLE } from './page-style.ts';
import { breakdownSections } from './report-breakdowns.ts';
import { findingSection, routeSection } from './report-findings.ts';
import { gapSection, visibilitySection } from './report-gaps.ts';

/**
 * The report as one self-contained page: no request, no script, everything from logs escaped, readable
 * in light and dark, on paper and by keyboard.
 */
export function reportPage(report: AuditReport): string {
  const { policy, period } = report;
  const answer = answerOf(report);
  const when = period.from === null ? 'no dated calls' : days(period.from, period.until);
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Where Amazon Bedrock inference ran: ${when}</title>
<style>${{ html: PAGE_STYLE }}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the answer</a>
<header>
<p class="kicker">Amazon Bedrock inference · ${when}</p>
<h1>Did all of it run inside the fence?</h1>
</header>
<main id="main">
<p class="answer ${answer.tone}">${answer.text}</p>
${cards(report)}
<nav aria-label="Sections"><ul>
<li><a href="#findings">Findings</a></li><li><a href="#routes">Where it ran</a></li>
<li><a href="#alarms">Alarms</a></li><li><a href="#gaps">Not looked at</a></li>
<li><a href="#visibility">Not visible</a></li><li><a href="#who">By whom</a></li><li><a href="#method">Method</a></li>
</ul></nav>
<section aria-labelledby="allowed"><h2 id="allowed">Allowed</h2><dl>
${policy.fences.map(
  ({ name, mode, regions }) =>
    html`<dt>${name}${mode === 'observe' ? ' (observe)' : ''}</dt><dd>${regions.map(cityOf).join(', ')}</dd>`,
)}
</dl></section>
${findingSection(report)}
${routeSection(report)}
${alarmSection(report)}
${gapSection(report)}
${visibilitySection(report)}
${breakdownSections(report)}
${methodSection(report)}
</main>
<footer><p>bedrock-geofence ${report.generator.version}. Policy <code>${policy.sha256}</code>, catalog of ${policy.catalogDate}.</p></footer>
</body>
</html>
`;
  return page.html;
}

/** "2026-11-03 (UTC)", or both ends of a longer period. */
function days(from: string, until: string | null): string {
  const [first, last] = [from, until ?? from].map((time) => time.slice(0, 10));
  return first === last ? `${first} (UTC)` : `${first} to ${last} (UTC)`;
}

function cards({ totals }: AuditReport): Html {
  const gaps = totals.unreadableFiles + totals.unreadableRecords + totals.unrecognised;
  const tone = (count: number, alarming: string) => (count === 0 ? '' : alarming);
  return html`<ul class="cards">
<li><b>${totals.calls}</b><span>calls</span></li>
<li class="${tone(totals.outside, 'alarm')}"><b>${totals.outside}</b><span>ran outside</span></li>
<li class="${tone(totals.undecided, 'warning')}"><b>${totals.undecided}</b><span>could not be placed</span></li>
<li class="${tone(gaps, 'warning')}"><b>${gaps}</b><span>files or records not looked at</span></li>
</ul>`;
}

function alarmSection({ alarms }: AuditReport): Html {
  const rows = alarms.map(
    ({ id, severity, at, count, because }) =>
      html`<tr><td>${id}</td><td>${severity}</td><td class="when">${at ?? 'time unknown'}</td><td class="number">${count}</td><td>${because}</td></tr>`,
  );
  const table = html`<div class="scroll"><table><thead><tr><th scope="col">Alarm</th><th scope="col">Severity</th><th scope="col">First</th><th scope="col" class="number">Count</th><th scope="col">Why</th></tr></thead><tbody>${rows}</tbody></table></div>`;
  return html`<section aria-labelledby="alarms"><h2 id="alarms">Alarms that would have rung</h2>
${alarms.length === 0 ? html`<p>None.</p>` : table}</section>`;
}

function methodSection({ totals }: AuditReport): Html {
  return html`<section aria-labelledby="method"><h2 id="method">Method and limits</h2>
<dl>
<dt>Read</dt><dd>${totals.files} files, ${totals.records} records, ${totals.duplicates} of them copies</dd>
<dt>reported</dt><dd>CloudTrail's record of the call names the Region that served it</dd>
<dt>completion</dt><dd>the second record of a stream names it (${totals.completions} calls)</dd>
<dt>assumed-source</dt><dd>CloudTrail names the Region only where it differs from the source: silence means the source where it can mean nothing else, or every Region that the call may use gives the same answer</dd>
<dt>unknown</dt><dd>nothing names it and it may have left (${totals.openStreams} streams were settled by their routes alone)</dd>
</dl>
<p class="quiet">CloudTrail names no Region for batch, asynchronous and Data Automation work. Where a prompt was stored, as opposed to processed, is in no log. Geographies are engineering shorthand, not legal advice.</p></section>`;
}
