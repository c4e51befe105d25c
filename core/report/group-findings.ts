import { createGroups } from '../measure/group-counts.ts';
import type { Finding } from './audit-report.ts';
import { worstFirst } from './worst-first.ts';

/** Findings that a person reads as one: the same caller, model, route, verdict and reason. */
export type FindingGroup = Finding & {
  readonly count: number;
  readonly lastTime: string | null;
};

/** Groups findings; what ran outside comes first, then the earliest. */
export function groupFindings(findings: readonly Finding[]): readonly FindingGroup[] {
  const groups = createGroups<Finding, { count: number; times: string[] }>(() => ({
    count: 0,
    times: [],
  }));
  for (const finding of findings) {
    const { verdict, accountId, principal, modelId, sourceRegion, inferenceRegion, because } =
      finding;
    const key = [verdict, accountId, principal, modelId, sourceRegion, inferenceRegion, because];
    groups.add(
      JSON.stringify(key),
      () => finding,
      (counts) => {
        counts.count += 1;
        if (finding.time !== null) counts.times.push(finding.time);
      },
    );
  }
  const grouped = groups.list().map(([first, { count, times }]): FindingGroup => {
    const sorted = times.sort();
    return { ...first, time: sorted[0] ?? null, lastTime: sorted.at(-1) ?? null, count };
  });
  return worstFirst(grouped);
}
