import type { AuditReport } from '../core/report/audit-report.ts';

/** The report as one JSON object, for programs. */
export function reportJson(report: AuditReport): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}
