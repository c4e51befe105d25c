import { createGroups } from '../measure/group-counts.ts';
import type { AuditReport, Gap } from './audit-report.ts';

/**
 * Gaps by the hour that the name of their file says (CloudTrail log file name format, read 2026-11-24).
 * It is the hour of delivery: the records may be older.
 */
export function unseenHours(gaps: readonly Gap[]): AuditReport['unseenHours'] {
  const hours = createGroups<string, { gaps: number }>(() => ({ gaps: 0 }));
  for (const { file } of gaps) {
    const hour = hourOf(file);
    if (hour === null) continue;
    hours.add(
      hour,
      () => hour,
      (counts) => {
        counts.gaps += 1;
      },
    );
  }
  return hours.list().map(([hour, counts]) => ({ hour, ...counts }));
}

/** "2026-11-03T14" of "..._CloudTrail_eu-central-1_20261103T1405Z_9fQ2.json.gz". */
function hourOf(file: string): string | null {
  const [, year, month, day, hour] =
    /_CloudTrail_[a-z0-9-]+_(\d{4})(\d\d)(\d\d)T(\d\d)\d\dZ_[^/]*$/.exec(file) ?? [];
  const name = `${year}-${month}-${day}T${hour}`;
  return Number.isNaN(Date.parse(`${name}:00:00Z`)) ? null : name;
}
