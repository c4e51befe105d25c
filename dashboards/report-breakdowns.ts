import type { AuditReport, Breakdown } from '../core/report/audit-report.ts';
import { nameOfAccount } from '../core/report/names.ts';
import { type Html, html } from './escape-html.ts';

/** Calls by account, role, model, client and hour. */
export function breakdownSections(report: AuditReport): Html {
  const accounts = report.accounts.map((row) => ({
    ...row,
    name: nameOfAccount(row.name, report),
  }));
  return html`<section aria-labelledby="who"><h2 id="who">By whom, with what, when</h2>
${table('Account', accounts)}${table('Role or user', report.roles)}${table('Model or profile', report.models)}${table('Client', report.clients)}${table('Hour (UTC)', report.hours)}</section>`;
}

function table(title: string, rows: readonly Breakdown[]): Html {
  const body = rows.map(
    ({ name, calls, outside, undecided }) =>
      html`<tr><td><code>${name}</code></td><td class="number">${calls}</td><td class="number">${outside}</td><td class="number">${undecided}</td></tr>`,
  );
  return html`<div class="scroll"><table><thead><tr><th scope="col">${title}</th><th scope="col" class="number">Calls</th><th scope="col" class="number">Outside</th><th scope="col" class="number">Undecided</th></tr></thead><tbody>${body}</tbody></table></div>`;
}
