import type { AuditReport, Breakdown } from '../../core/report/audit-report.ts';
import { nameOfAccount } from '../../core/report/names.ts';
import { type Html, html } from '../escape-html.ts';
import { shareOfBases } from './bases.ts';
import { grouped, records } from './cells.ts';
import { dataTable } from './data-table.ts';
import { type Filter, filterLink } from './filter-link.ts';

type Count = 'calls' | 'inside' | 'waived' | 'outside' | 'undecided' | 'notServed';
const COUNTS: readonly Count[] = [
  ...(['calls', 'inside', 'waived', 'outside', 'undecided', 'notServed'] as const),
];

/** Calls by account, role, model, client and hour. */
export function breakdownSection(report: AuditReport): Html {
  const accountName = (name: string) =>
    nameOfAccount(name, report) === name ? name : `${nameOfAccount(name, report)} ${name}`;
  return html`<section id="who" aria-labelledby="who-title"><h2 id="who-title">By whom, with what, when</h2>
${table('accounts', 'Accounts', report.accounts, (name) => ({ account: name }), accountName)}
${table('roles', 'Roles and users', report.roles, (name) => ({ role: name }))}
${table('models', 'Models and profiles', report.models, (name) => ({ model: name }))}
${table('clients', 'Clients', report.clients, () => ({}))}
${table('hours', 'Hours (UTC)', report.hours, (name) => ({ when: name }))}</section>`;
}

function table(
  id: string,
  title: string,
  rows: readonly Breakdown[],
  filterOf: (name: string) => Filter,
  shown = (name: string) => name,
): Html {
  return dataTable({
    ...{ id, title, none: 'No call.' },
    columns: [
      { title: 'Name' },
      ...COUNTS.map((count) => ({
        title: count === 'notServed' ? 'Refused' : count.slice(0, 1).toUpperCase() + count.slice(1),
        isNumber: true as const,
      })),
      { title: 'Known by' },
      { title: 'Records' },
    ],
    rows: rows.map((row) => ({
      cells: [
        html`<code>${shown(row.name)}</code>`,
        ...COUNTS.map((count) =>
          row[count] > 0 && (count === 'outside' || count === 'undecided')
            ? html`<a class="${count}" href="${filterLink({ ...filterOf(row.name), verdict: count })}">${grouped(row[count])}</a>`
            : row[count] === 0
              ? html`<span class="quiet">0</span>`
              : grouped(row[count]),
        ),
        shareOfBases(row.bases),
        records(row.eventIds, row.calls),
      ],
      filter: filterOf(row.name),
    })),
  });
}
