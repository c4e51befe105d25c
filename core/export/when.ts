import type { AuditReport } from '../report/audit-report.ts';
import type { Item } from './items.ts';

/**
 * The time that a format demands. Where no record tells one: the end of the period, else the day of
 * the catalog, so that the same logs give the same bytes.
 */
export function whenOf({ time }: Pick<Item, 'time'>, { period, policy }: AuditReport): string {
  return time ?? period.until ?? `${policy.catalogDate}T00:00:00Z`;
}
