import { cityOf } from '../../core/catalog/place.ts';
import { advise } from '../../core/report/advise.ts';
import type { AuditReport, Finding } from '../../core/report/audit-report.ts';
import { type FindingGroup, groupFindings } from '../../core/report/group-findings.ts';
import { nameOfAccount, nameOfRole } from '../../core/report/names.ts';
import { worstFirst } from '../../core/report/worst-first.ts';
import { type Html, html } from '../escape-html.ts';
import { grouped, place, ranIn, tag, time } from './cells.ts';
import { dataTable, type Row } from './data-table.ts';
import { type Filter, placeLink } from './filter-link.ts';

/** Kinds of findings that are told in words; the table has the rest. */
const MOST_GROUPS = 12;
const MOST_PLACES = 8;

/** Findings as a person would tell them, then one by one. */
export function findingSection(report: AuditReport): Html {
  const groups = groupFindings(report.findings);
  const left = groups.length - MOST_GROUPS;
  return html`<section id="findings" aria-labelledby="findings-title"><h2 id="findings-title">Findings</h2>
${groups.length === 0 ? '' : html`<ol class="told">${groups.slice(0, MOST_GROUPS).map((group) => told(group, report))}</ol>`}
${left > 0 ? html`<p class="quiet">${left} more kinds are in the table.</p>` : ''}
${dataTable({
  id: 'finding-rows',
  title: 'One by one, worst first',
  none: 'None: nothing ran outside, and every call could be placed.',
  others: 'csv, jsonl or json',
  columns: [
    { title: 'Verdict' },
    { title: 'Time (UTC)' },
    { title: 'Account' },
    { title: 'Role or user' },
    { title: 'Made in' },
    { title: 'Ran in' },
    { title: 'Known by' },
    { title: 'Model or profile' },
    { title: 'Record' },
  ],
  rows: worstFirst(report.findings).map((finding) => row(finding, report)),
})}</section>`;
}

function row(finding: Finding, report: AuditReport): Row {
  const { verdict, accountId, principal, sourceRegion, inferenceRegion, modelId } = finding;
  const account = nameOfAccount(accountId, report);
  return {
    cells: [
      tag(verdict),
      time(finding.time),
      account,
      nameOfRole(principal),
      place(sourceRegion),
      ranIn(inferenceRegion, verdict),
      finding.basis ?? '',
      html`<code>${modelId ?? 'not named'}</code>`,
      html`<code>${finding.eventId ?? 'no event id'}</code>`,
    ],
    filter: { ...filterOf(finding), when: finding.time ?? 'not readable' },
  };
}

function filterOf(finding: Finding): Filter {
  const { verdict, accountId, principal, sourceRegion, inferenceRegion, modelId } = finding;
  return {
    ...{ verdict, from: sourceRegion, ran: inferenceRegion ?? 'unknown' },
    ...{ account: accountId ?? 'not named', role: principal ?? 'not named' },
    model: modelId ?? 'not named',
  };
}

function told(group: FindingGroup, report: AuditReport): Html {
  const { verdict, sourceRegion, inferenceRegion, count, observed } = group;
  const ran = inferenceRegion === null ? 'somewhere that no record names' : cityOf(inferenceRegion);
  const some = group.mayHaveRun.slice(0, MOST_PLACES).map(cityOf).join(', ');
  const beyond = group.mayHaveRun.length - MOST_PLACES;
  const may = beyond > 0 ? `${some} and ${beyond} more` : some;
  const until = group.time === group.lastTime ? '' : html` to ${time(group.lastTime)}`;
  return html`<li class="${verdict}"><div><h3>${tag(verdict)} <a${placeLink('finding-rows', filterOf(group))}>${grouped(count)} ${count === 1 ? 'call' : 'calls'}</a>, ${cityOf(sourceRegion)} to ${ran}</h3>
<p><b>${nameOfAccount(group.accountId, report)}</b> / <b>${nameOfRole(group.principal)}</b>, <code>${group.modelId ?? 'model not named'}</code>, ${group.client}</p>
<p class="quiet">${time(group.time)}${until}, <code>${group.principal ?? 'caller not named'}</code>, first finding <code>${group.id}</code></p></div>
<div><p><b>Why</b> ${group.because}${observed ? '; the fence only observes' : ''}.${may === '' ? '' : ` It may have run in ${may}.`}</p>
<p><b>To do</b> ${advise(group, report)}</p></div></li>`;
}
