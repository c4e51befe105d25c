import { groupBy } from '../measure/count-calls.ts';
import type { Finding } from './audit-report.ts';

/** Findings that a person reads as one: the same caller, model, route, verdict and reason. */
export type FindingGroup = Finding & {
  readonly count: number;
  readonly lastTime: string | null;
};

/** Groups findings; what ran outside comes first, then the earliest. */
export function groupFindings(findings: readonly Finding[]): readonly FindingGroup[] {
  const groups = groupBy(findings, (finding) =>
    JSON.stringify([
      finding.verdict,
      finding.accountId,
      finding.principal,
      finding.modelId,
      finding.sourceRegion,
      finding.inferenceRegion,
      finding.because,
    ]),
  ).map((group): FindingGroup => {
    const times = group.flatMap(({ time }) => time ?? []).sort();
    return {
      ...group[0],
      time: times[0] ?? null,
      lastTime: times.at(-1) ?? null,
      count: group.length,
    };
  });
  const order = ({ verdict, time, id }: FindingGroup) =>
    `${verdict === 'outside' ? 0 : 1} ${time ?? '~'} ${id}`;
  return [...groups].sort((a, b) => (order(a) < order(b) ? -1 : 1));
}
