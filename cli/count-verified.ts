import type { AuditReport } from '../core/report/audit-report.ts';
import { checkTrail } from './check-trail.ts';
import type { Terminal } from './terminal.ts';
import { readProofs, type VerifyTrailOptions } from './verify-trail.ts';

export type CountVerified =
  | {
      readonly kind: 'counted';
      /** One sentence: how much of what was judged a valid digest of CloudTrail covers. */
      readonly text: string;
      readonly isWhole: boolean;
    }
  | { readonly kind: 'unusable'; readonly problem: string };

/**
 * Says how much of what an audit judged stands in log files that a valid digest names: those files are
 * judged once more by themselves. `judge` does that as the audit did.
 */
export async function countVerified(
  folders: readonly string[],
  report: AuditReport,
  options: VerifyTrailOptions,
  terminal: Terminal,
  judge: (paths: readonly string[]) => Promise<{ readonly report: AuditReport }>,
): Promise<CountVerified> {
  if (folders.some((folder) => folder.startsWith('s3://'))) {
    const problem = '--verified checks a copy of the bucket in a folder: copy it first.';
    return { kind: 'unusable', problem };
  }
  const covered: string[] = [];
  let wrong = 0;
  for (const folder of folders) {
    const proofs = await readProofs(folder, options);
    if (proofs.kind === 'unusable') return proofs;
    const { keys, signatures } = proofs;
    const checked = await checkTrail(folder, keys, signatures, terminal.signal, () => undefined);
    for (const path of checked.covered) covered.push(path);
    wrong += checked.flaws.length;
  }
  const { totals } = report;
  const of = covered.length === 0 ? null : (await judge(covered)).report.totals;
  const calls = of?.calls ?? 0;
  const said =
    wrong === 0
      ? ''
      : ` ${wrong} ${wrong === 1 ? 'thing is' : 'things are'} wrong: see geofence verify --trail.`;
  return {
    kind: 'counted',
    isWhole: wrong === 0 && calls === totals.calls && covered.length === totals.files,
    text: `Verified: ${calls} of ${totals.calls} calls, ${covered.length} of ${totals.files} log files, are covered by a valid digest of CloudTrail.${said}`,
  };
}
