import type { DashboardInput } from './dashboard.ts';

/** A link to the runbook's heading of an alarm; its bare name where nobody said where the runbook lies. */
export function runbook(id: string, { runbookUrl }: DashboardInput): string {
  return runbookUrl === null ? `runbook: ${id}` : `[runbook: ${id}](${runbookUrl}#${id})`;
}
