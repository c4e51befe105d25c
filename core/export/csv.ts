import type { AuditReport } from '../report/audit-report.ts';
import { nameOfAccount } from '../report/names.ts';
import { csvCell } from './csv-cell.ts';
import { type Item, itemsOf } from './items.ts';

/** Columns in their order, and what stands in each. */
const COLUMNS: Readonly<
  Record<string, (item: Item, report: AuditReport) => string | number | null>
> = {
  kind: ({ kind }) => kind,
  id: ({ id }) => id,
  time: ({ time }) => time,
  account_id: ({ accountId }) => accountId,
  account_name: ({ accountId }, report) =>
    accountId === null ? null : nameOfAccount(accountId, report),
  principal: ({ principal }) => principal,
  source_region: ({ sourceRegion }) => sourceRegion,
  inference_region: (item) => ('finding' in item ? item.finding.inferenceRegion : null),
  basis: (item) => ('finding' in item ? item.finding.basis : null),
  model_id: ({ modelId }) => modelId,
  fence: (item) => ('finding' in item ? item.finding.fence : null),
  observed: (item) => ('finding' in item ? String(item.finding.observed) : null),
  because: ({ because }) => because,
  to_do: ({ toDo }) => toDo,
  event_id: (item) => ('finding' in item ? item.finding.eventId : null),
  request_id: (item) => ('finding' in item ? item.finding.requestId : null),
  client: (item) => ('finding' in item ? item.finding.client : null),
  may_have_run: (item) => ('finding' in item ? item.finding.mayHaveRun.join(' ') : null),
  event_name: (item) => ('work' in item ? item.work.eventName : null),
  count: (item) => ('work' in item ? item.work.count : 1),
  file: (item) => ('gap' in item ? item.gap.file : null),
  place: (item) => ('gap' in item ? item.gap.place : null),
};

/** RFC 4180, with a header; a cell that a spreadsheet would take for a formula begins with `'`. */
export function toCsv(report: AuditReport): string {
  const rows = itemsOf(report).map((item) =>
    Object.values(COLUMNS).map((read) => csvCell(read(item, report) ?? '')),
  );
  return [Object.keys(COLUMNS), ...rows].map((row) => `${row.join(',')}\r\n`).join('');
}
