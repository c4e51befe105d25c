import type { AuditReport } from '../../core/report/audit-report.ts';
import type { Html } from '../escape-html.ts';
import { grouped, place, ranIn, records, tag } from './cells.ts';
import { dataTable } from './data-table.ts';

/** Every route with its verdict, and how it is known. */
export function routeTable({ routes }: AuditReport): Html {
  return dataTable({
    id: 'routes',
    title: 'Routes',
    none: 'No call.',
    columns: [
      { title: 'Made in' },
      { title: 'Ran in' },
      { title: 'Verdict' },
      { title: 'Known by' },
      { title: 'Calls', isNumber: true },
      { title: 'Input tokens', isNumber: true },
      { title: 'Output tokens', isNumber: true },
      { title: 'Records' },
    ],
    rows: [...routes]
      .sort((a, b) => b.calls - a.calls)
      .map(({ sourceRegion, inferenceRegion, verdict, basis, ...counts }) => ({
        cells: [
          place(sourceRegion),
          ranIn(inferenceRegion, verdict),
          tag(verdict),
          basis ?? 'refused',
          grouped(counts.calls),
          grouped(counts.inputTokens),
          grouped(counts.outputTokens),
          records(counts.eventIds, counts.calls),
        ],
        filter: {
          ...{ from: sourceRegion, verdict },
          ran: inferenceRegion ?? (verdict === 'not-served' ? 'nowhere' : 'unknown'),
        },
      })),
  });
}
