import type { Hub } from '../core/export/asff.ts';
import type { AuditReport } from '../core/report/audit-report.ts';
import type { Terminal } from './terminal.ts';

/** Formats that other systems read. */
export const EXPORT_FORMATS = ['json', 'csv', 'jsonl', 'ocsf', 'asff', 'oscal'] as const;

export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** The report in a format for other systems; `hub` is read for `asff` alone. */
export async function exportReport(
  report: AuditReport,
  format: ExportFormat,
  hub: Hub | null,
  terminal: Terminal,
): Promise<string> {
  switch (format) {
    case 'json':
      return (await import('./report-json.ts')).reportJson(report);
    case 'csv':
      return (await import('../core/export/csv.ts')).toCsv(report);
    case 'jsonl':
      return (await import('../core/export/jsonl.ts')).toJsonl(report);
    case 'ocsf':
      return (await import('../core/export/ocsf.ts')).toOcsf(report);
    case 'oscal':
      return (await import('../core/export/oscal.ts')).toOscal(report);
    case 'asff': {
      if (hub === null) throw new TypeError('asff was asked for without its hub');
      const { toAsff } = await import('../core/export/asff.ts');
      const { text, left } = toAsff(report, hub);
      const others =
        left === 1 ? '1 finding of another account' : `${left} findings of other accounts`;
      if (left > 0) terminal.err(`Not in this output: ${others}. Run it once for each account.\n`);
      return text;
    }
  }
}
