import { cityOf } from '../core/catalog/place.ts';
import { advise } from '../core/report/advise.ts';
import type { AuditReport } from '../core/report/audit-report.ts';
import { type FindingGroup, groupFindings } from '../core/report/group-findings.ts';
import { nameOfAccount, nameOfRole } from '../core/report/names.ts';
import { type Html, html } from './escape-html.ts';

/** Where calls were made and where they ran. */
export function routeSection({ routes }: AuditReport): Html {
  const rows = routes.map(
    ({
      sourceRegion,
      inferenceRegion,
      verdict,
      basis,
      calls,
      inputTokens,
      outputTokens,
    }) => html`<tr>
<td>${place(sourceRegion)}</td><td>${verdict === 'not-served' ? 'nowhere' : inferenceRegion === null ? 'unknown' : place(inferenceRegion)}</td>
<td><span class="tag ${verdict}">${verdict}</span></td><td>${basis ?? ''}</td>
<td class="number">${calls}</td><td class="number">${inputTokens}</td><td class="number">${outputTokens}</td></tr>`,
  );
  return html`<section aria-labelledby="routes"><h2 id="routes">Where it ran</h2><div class="scroll"><table>
<thead><tr><th scope="col">Made in</th><th scope="col">Ran in</th><th scope="col">Verdict</th><th scope="col">Known by</th><th scope="col" class="number">Calls</th><th scope="col" class="number">Input tokens</th><th scope="col" class="number">Output tokens</th></tr></thead>
<tbody>${rows}</tbody></table></div></section>`;
}

/** Every finding, grouped as a person would tell it. */
export function findingSection(report: AuditReport): Html {
  const groups = groupFindings(report.findings);
  return html`<section aria-labelledby="findings"><h2 id="findings">Findings</h2>
${groups.length === 0 ? html`<p>None.</p>` : groups.map((group) => findingBlock(group, report))}</section>`;
}

function findingBlock(group: FindingGroup, report: AuditReport): Html {
  const ran =
    group.inferenceRegion === null ? html`an unknown Region` : place(group.inferenceRegion);
  const when =
    group.time === group.lastTime
      ? (group.time ?? 'time not readable')
      : `${group.time} to ${group.lastTime}`;
  const may = group.mayHaveRun.map(cityOf).join(', ');
  return html`<div class="finding">
<h3><span class="tag ${group.verdict}">${group.verdict}</span> ${group.count} ${group.count === 1 ? 'call' : 'calls'}: ${nameOfAccount(group.accountId, report)} / ${nameOfRole(group.principal)}</h3>
<p>Called in ${place(group.sourceRegion)}, ran in ${ran}. <code>${group.modelId ?? 'model not named'}</code>, ${group.client}.</p>
<p><strong>Why:</strong> ${group.because}${group.observed ? '; the fence only observes' : ''}.${may === '' ? '' : ` It may have run in ${may}.`}</p>
<p><strong>To do:</strong> ${advise(group, report)}</p>
<p class="quiet">${when} · <code>${group.principal ?? 'caller not named'}</code> · first finding <code>${group.id}</code></p></div>`;
}

/** "Frankfurt (eu-central-1)". */
export function place(code: string): Html {
  const city = cityOf(code);
  return city === code
    ? html`<code>${code}</code>`
    : html`${city} <code class="quiet">${code}</code>`;
}
