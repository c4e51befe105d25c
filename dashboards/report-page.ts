import { createHash } from 'node:crypto';
import type { AuditReport } from '../core/report/audit-report.ts';
import { type Html, html } from './escape-html.ts';
import { PAGE_SCRIPT } from './page/generated.ts';
import { breakdownSection } from './report/breakdowns.ts';
import { findingSection } from './report/findings.ts';
import { mapSection } from './report/map-section.ts';
import { matrix } from './report/matrix.ts';
import { methodSection } from './report/method.ts';
import { policySection } from './report/policy-section.ts';
import { routeTable } from './report/route-table.ts';
import { BASE_STYLE } from './report/style-base.ts';
import { PARTS_STYLE } from './report/style-parts.ts';
import { timelineSection } from './report/timeline.ts';
import { top } from './report/top.ts';
import { exposureSection, gapSection } from './report/unseen.ts';

const STYLE = BASE_STYLE + PARTS_STYLE;

/** Nothing is loaded, and nothing runs but what stands in the page. */
const CONTENT_POLICY = [
  "default-src 'none'",
  `style-src '${hashOf(STYLE)}'`,
  `script-src '${hashOf(PAGE_SCRIPT)}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const SECTIONS = {
  where: 'Where',
  when: 'When',
  findings: 'Findings',
  'from-to': 'Routes',
  gaps: 'Not looked at',
  exposure: 'Exposure',
  waivers: 'Waivers and alarms',
  who: 'By whom',
  method: 'Method',
} as const;

/**
 * The report as one self-contained page: no request, everything from logs escaped, whole without its
 * script, readable in light and dark, on paper and by keyboard.
 */
export function reportPage(report: AuditReport): string {
  const { period, generator } = report;
  const when = period.from === null ? 'no dated calls' : days(period.from, period.until);
  const links = Object.entries(SECTIONS).map(
    ([id, title]) => html`<li><a href="#${id}">${title}</a></li>`,
  );
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${{ html: CONTENT_POLICY }}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Where Amazon Bedrock inference ran: ${when}</title>
<style>${{ html: STYLE }}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the answer</a>
<header>
<p class="kicker">Amazon Bedrock inference, ${when}</p>
<h1>Did all of it run inside the fence?</h1>
</header>
<main id="main">
${top(report)}
<nav aria-label="Sections"><ul>${links}</ul></nav>
${FILTER_BAR}
${mapSection(report)}
${timelineSection(report)}
${findingSection(report)}
<section id="from-to" aria-labelledby="from-to-title"><h2 id="from-to-title">From where to where</h2>
${matrix(report)}
${routeTable(report)}</section>
${gapSection(report)}
${exposureSection(report)}
${policySection(report)}
${breakdownSection(report)}
${methodSection(report)}
</main>
<footer><p>bedrock-geofence ${generator.version}. Times are UTC.</p></footer>
<script>${{ html: PAGE_SCRIPT }}</script>
</body>
</html>
`;
  return page.html;
}

/** Shown by the script, which alone can do what it offers. */
const FILTER_BAR: Html = html`<div class="filter" id="filter" hidden="" role="search" aria-label="Filter the tables"><label>Search <input type="search" autocomplete="off" spellcheck="false"></label><span class="chips"></span><span role="status" class="quiet"></span></div>`;

/** "3 November" would need a language: "2026-11-03 (UTC)", or both ends of a longer period. */
function days(from: string, until: string | null): string {
  const [first, last] = [from, until ?? from].map((time) => time.slice(0, 10));
  return first === last ? `${first} (UTC)` : `${first} to ${last} (UTC)`;
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
