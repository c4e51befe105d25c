import type { AuditReport } from '../../core/report/audit-report.ts';
import { auditFiles } from '../cli/audit-files.ts';

/** The report of the sample day. */
export async function sampleReport(): Promise<AuditReport> {
  const { report } = await auditFiles(['samples/trail'], [], { policy: 'samples/geofence.json' });
  if (report === null) throw new Error('no report of the sample day');
  return report;
}
