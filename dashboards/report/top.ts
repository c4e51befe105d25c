import { cityOf } from '../../core/catalog/place.ts';
import type { Basis } from '../../core/judge/judged.ts';
import { answerOf } from '../../core/report/answer.ts';
import type { AuditReport } from '../../core/report/audit-report.ts';
import { type Html, html } from '../escape-html.ts';
import { shareOfBases } from './bases.ts';
import { grouped } from './cells.ts';
import { filterLink } from './filter-link.ts';

/** What a reader in a hurry takes away: the answer, four figures, and what stands behind them. */
export function top(report: AuditReport): Html {
  const { tone, text } = answerOf(report);
  const [, word = '', said = text] = /^([A-Z ]+)\. (.*)$/s.exec(text) ?? [];
  const [, head = said, rest = ''] = /^(.*?, )(.*)$/s.exec(said) ?? [];
  const first = word === '' ? '' : html`<strong>${sentenceCase(word)}.</strong> `;
  return html`<p class="answer ${tone}">${first}${head}${rest === '' ? '' : html`<span>${rest}</span>`}</p>
${figures(report)}
${facts(report)}`;
}

/** "NOT PROVEN" as a sentence begins. */
function sentenceCase(word: string): string {
  return word.slice(0, 1) + word.slice(1).toLowerCase();
}

function figures({ totals }: AuditReport): Html {
  const gaps = totals.unreadableFiles + totals.unreadableRecords + totals.unrecognised;
  const figure = (count: number, tone: string, href: string, label: string) =>
    html`<li class="${count === 0 ? 'none' : tone}"><a href="${href}"><b>${grouped(count)}</b> <span>${label}</span></a></li>`;
  return html`<ul class="figures">
${figure(totals.calls, 'plain', '#where', totals.calls === 1 ? 'call' : 'calls')}
${figure(totals.outside, 'outside', filterLink({ verdict: 'outside' }), 'ran outside')}
${figure(totals.undecided, 'undecided', filterLink({ verdict: 'undecided' }), 'could not be placed')}
${figure(gaps, 'undecided', '#gaps', 'files or records not looked at')}
</ul>`;
}

function facts(report: AuditReport): Html {
  const { policy, totals, neverRecorded, gaps } = report;
  const jobs = neverRecorded.reduce((sum, { count }) => sum + count, 0);
  const unseen = [
    ...(gaps.length === 0
      ? []
      : [`${gaps.length} ${gaps.length === 1 ? 'gap' : 'gaps'} in the logs`]),
    ...(jobs === 0
      ? []
      : [`the Region of ${jobs} ${jobs === 1 ? 'job' : 'jobs'}, which CloudTrail never records`]),
    'what was stored, as opposed to processed',
  ];
  return html`<dl class="facts">
${policy.fences.map(
  ({ name, mode, regions }) =>
    html`<div><dt>Allowed</dt><dd><b>${name}</b>${mode === 'observe' ? ' (observes only)' : ''}: ${regions.map(cityOf).join(', ')}</dd></div>`,
)}
<div><dt>Policy</dt><dd><code>${policy.sha256.slice(0, 16)}</code>, catalog of ${policy.catalogDate}, ${policy.waivers.length} ${policy.waivers.length === 1 ? 'waiver' : 'waivers'}</dd></div>
<div><dt>Known by</dt><dd>${shareOfBases(basesOf(report)) || 'nothing: no call was served'}</dd></div>
<div><dt>Looked at</dt><dd>${grouped(totals.files)} files, ${grouped(totals.records)} records, ${grouped(totals.duplicates)} of them copies</dd></div>
<div><dt>Not seen</dt><dd>${unseen.join('; ')}</dd></div>
</dl>`;
}

function basesOf({ routes }: AuditReport): Readonly<Record<Basis, number>> {
  const bases = { reported: 0, completion: 0, 'assumed-source': 0, unknown: 0 };
  for (const { basis, calls } of routes) if (basis !== null) bases[basis] += calls;
  return bases;
}
