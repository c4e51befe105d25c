import { cityOf } from '../../core/catalog/place.ts';
import type { Basis } from '../../core/judge/judged.ts';
import { answerOf } from '../../core/report/answer.ts';
import type { AuditReport } from '../../core/report/audit-report.ts';
import { sayLeftOut } from '../../core/report/say-left-out.ts';
import { type Html, html } from '../escape-html.ts';
import { shareOfBases } from './bases.ts';
import { grouped, time } from './cells.ts';
import { placeLink } from './filter-link.ts';

/** What a reader in a hurry takes away: the answer, four figures, and what stands behind them. */
export function top(report: AuditReport): Html {
  const answer = answerOf(report);
  const text = answer.text.replace(/\d{4,}/g, (count) => grouped(Number(count)));
  const [, word = '', said = text] = /^([A-Z ]+)\. (.*)$/s.exec(text) ?? [];
  const [, head = said, rest = ''] = /^(.*?), (.*)$/s.exec(said) ?? [];
  const first = word === '' ? '' : html`<strong>${sentenceCase(word)}.</strong> `;
  const besides = html` <span>${rest.slice(0, 1).toUpperCase()}${rest.slice(1)}</span>`;
  return html`<p class="answer ${answer.tone}">${first}${head}${rest === '' ? '' : html`.${besides}`}</p>
${figures(report)}
${facts(report)}`;
}

/** "NOT PROVEN" as a sentence begins. */
function sentenceCase(word: string): string {
  return word.slice(0, 1) + word.slice(1).toLowerCase();
}

function figures({ totals }: AuditReport): Html {
  const gaps = totals.unreadableFiles + totals.unreadableRecords + totals.unrecognised;
  const calls = [
    totals.calls === 1 ? 'call' : 'calls',
    ...(totals.inside === 0 ? [] : [`${grouped(totals.inside)} inside`]),
    ...(totals.waived === 0 ? [] : [`${grouped(totals.waived)} by a waiver`]),
    ...(totals.notServed === 0 ? [] : [`${grouped(totals.notServed)} refused: ran nowhere`]),
  ];
  return html`<ul class="figures">
${figure(totals.calls, 'plain', html` href="#from-to"`, calls.join(', '))}
${figure(totals.outside, 'outside', placeLink('findings', { verdict: 'outside' }), 'ran outside')}
${figure(totals.undecided, 'undecided', placeLink('findings', { verdict: 'undecided' }), 'could not be placed')}
${figure(gaps, 'undecided', html` href="#gaps"`, 'files or records not looked at')}
</ul>`;
}

function figure(count: number, tone: string, link: Html, label: string): Html {
  return html`<li class="${count === 0 ? 'none' : tone}"><a${link}><b>${grouped(count)}</b> <span>${label}</span></a></li>`;
}

function facts(report: AuditReport): Html {
  const { policy, totals, neverRecorded, gaps, period } = report;
  const jobs = totals.submissions;
  const mayHaveLeft = neverRecorded.reduce((sum, { count }) => sum + count, 0);
  const known = shareOfBases(basesOf(report));
  const unseen = [
    ...(gaps.length === 0
      ? []
      : [`${gaps.length} ${gaps.length === 1 ? 'gap' : 'gaps'} in the logs`]),
    ...(jobs === 0
      ? []
      : [
          `the Region of ${jobs} ${jobs === 1 ? 'job' : 'jobs'}, which CloudTrail never records (${mayHaveLeft === 0 ? 'none' : mayHaveLeft} may have left the fence)`,
        ]),
    'where prompts and answers were stored: that is in no log',
  ];
  return html`<dl class="facts">
${policy.fences.map(
  ({ name, mode, regions }) =>
    html`<div><dt>Allowed</dt><dd><b>${name}</b>${mode === 'observe' ? ' (observes only)' : ''}: ${regions.map(cityOf).join(', ')}</dd></div>`,
)}
<div><dt>Policy</dt><dd><code>${policy.sha256.slice(0, 16)}</code>, catalog of ${policy.catalogDate}, ${policy.waivers.length} ${policy.waivers.length === 1 ? 'waiver' : 'waivers'}</dd></div>
<div><dt>Period</dt><dd>${period.from === null ? 'no call has a time' : html`${time(period.from)} to ${time(period.until)}, first and last call in these logs`}${sayLeftOut(period.leftOut).map((text) => html`; ${text}`)}</dd></div>
<div><dt>Known by</dt><dd>${known === '' ? 'nothing: no call was served' : html`${known} (<a href="#method">what these mean</a>)`}</dd></div>
<div><dt>Looked at</dt><dd>${grouped(totals.files)} ${totals.files === 1 ? 'file' : 'files'}, ${grouped(totals.records)} records, ${grouped(totals.duplicates)} of them copies</dd></div>
<div><dt>Not seen</dt><dd>${unseen.join('; ')}</dd></div>
</dl>`;
}

function basesOf({ routes }: AuditReport): Readonly<Record<Basis, number>> {
  const bases = { reported: 0, completion: 0, 'assumed-source': 0, unknown: 0 };
  for (const { basis, calls } of routes) if (basis !== null) bases[basis] += calls;
  return bases;
}
