import type { AuditReport } from '../report/audit-report.ts';
import { type Item, itemsOf } from './items.ts';

/**
 * One object a line, told apart by `type`: `finding` as in the report, `never-recorded`, `gap`. Each
 * with its `id`, and with `toDo`.
 */
export function toJsonl(report: AuditReport): string {
  return itemsOf(report)
    .map((item) => `${JSON.stringify(lineOf(item))}\n`)
    .join('');
}

function lineOf(item: Item): object {
  const { id, toDo } = item;
  if ('finding' in item) return { type: 'finding', ...item.finding, toDo };
  if ('work' in item) return { type: 'never-recorded', id, ...item.work, toDo };
  const { kind: what, ...gap } = item.gap;
  return { type: 'gap', id, what, ...gap, toDo };
}
