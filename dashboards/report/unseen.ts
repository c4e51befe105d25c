import type { AuditReport } from '../../core/report/audit-report.ts';
import { nameOfAccount, nameOfRole } from '../../core/report/names.ts';
import { type Html, html } from '../escape-html.ts';
import { grouped, place, records } from './cells.ts';
import { dataTable } from './data-table.ts';

/** What could not be looked at or understood, and what was skipped on purpose. */
export function gapSection({ gaps, skipped }: AuditReport): Html {
  return html`<section id="gaps" aria-labelledby="gaps-title"><h2 id="gaps-title">Not looked at, or misattributed</h2>
${dataTable({
  id: 'gap-rows',
  title: 'Gaps',
  none: 'None: every file and record was read, and each named the account and Region of its event.',
  others: 'csv, jsonl or json',
  columns: [{ title: 'What' }, { title: 'File' }, { title: 'Place' }, { title: 'Problem' }],
  rows: gaps.map(({ kind, file, place: at, problem }) => ({
    cells: [kind, html`<code>${file}</code>`, at ?? 'all of it', problem],
    filter: {},
  })),
})}
${dataTable({
  id: 'skipped',
  title: 'Skipped, and no gap',
  none: 'Nothing.',
  columns: [{ title: 'Path' }, { title: 'Reason' }],
  rows: skipped.map(({ path, reason }) => ({
    cells: [html`<code>${path}</code>`, reason],
    filter: {},
  })),
})}</section>`;
}

/** Work that could have left, work whose Region no record names, and profiles that hide theirs. */
export function exposureSection(report: AuditReport): Html {
  const { exposures, neverRecorded, unresolvedProfiles, totals } = report;
  const who = (accountId: string | null, principal: string | null) =>
    `${nameOfAccount(accountId, report)} / ${nameOfRole(principal)}`;
  return html`<section id="exposure" aria-labelledby="exposure-title"><h2 id="exposure-title">Could have left, or not visible</h2>
<p>${grouped(totals.exposed)} calls or jobs went through something that may leave the fence, wherever they ran. Of ${grouped(totals.submissions)} jobs no record names the Region; those that may have left stand below, as Region never recorded.</p>
${dataTable({
  id: 'exposures',
  title: 'Exposure',
  none: 'None: nothing that was called may leave the fence.',
  columns: [
    { title: 'Who' },
    { title: 'Model or profile' },
    { title: 'Made in' },
    { title: 'Calls', isNumber: true },
    { title: 'Jobs', isNumber: true },
    { title: 'Records' },
  ],
  rows: exposures.map(({ accountId, principal, modelId, sourceRegion, ...counts }) => ({
    cells: [
      who(accountId, principal),
      html`<code>${modelId ?? 'not named'}</code>`,
      place(sourceRegion),
      grouped(counts.calls),
      grouped(counts.submissions),
      records(counts.eventIds, counts.calls + counts.submissions),
    ],
    filter: {
      ...{ from: sourceRegion, account: accountId ?? 'not named' },
      ...{ role: principal ?? 'not named', model: modelId ?? 'not named' },
    },
  })),
})}
${dataTable({
  id: 'never-recorded',
  title: 'Region never recorded',
  none: 'None.',
  columns: [
    { title: 'Work' },
    { title: 'Who' },
    { title: 'Model or profile' },
    { title: 'Made in' },
    { title: 'Why' },
    { title: 'Jobs', isNumber: true },
    { title: 'Records' },
  ],
  rows: neverRecorded.map(
    ({ eventName, accountId, principal, sourceRegion, modelId, ...rest }) => ({
      cells: [
        eventName,
        who(accountId, principal),
        html`<code>${modelId ?? 'not named'}</code>`,
        place(sourceRegion),
        rest.because,
        grouped(rest.count),
        records(rest.eventIds, rest.count),
      ],
      filter: {
        ...{ from: sourceRegion, account: accountId ?? 'not named' },
        ...{ role: principal ?? 'not named', model: modelId ?? 'not named' },
      },
    }),
  ),
})}
${dataTable({
  id: 'hidden',
  title: 'Profiles that hide their Regions',
  none: 'None.',
  columns: [
    { title: 'Model or profile' },
    { title: 'Calls or jobs', isNumber: true },
    { title: 'Records' },
  ],
  rows: unresolvedProfiles.map(({ modelId, count, eventIds }) => ({
    cells: [html`<code>${modelId ?? 'not named'}</code>`, grouped(count), records(eventIds, count)],
    filter: { model: modelId ?? 'not named' },
  })),
})}</section>`;
}
