import type { JudgedCall, JudgedSubmission } from '../judge/judged.ts';
import { createGroups } from '../measure/group-counts.ts';
import { keepLeast } from '../measure/keep-least.ts';
import type { ExposureCount } from './audit-report.ts';

type Counts = { calls: number; submissions: number; eventIds: string[] };

/** Counts exposed work by who asked for it, through what, and from where. */
export function createExposures() {
  const groups = createGroups<Omit<ExposureCount, keyof Counts>, Counts>(() => ({
    calls: 0,
    submissions: 0,
    eventIds: [],
  }));
  return {
    add(work: JudgedCall | JudgedSubmission): void {
      const { accountId, principal, modelId, sourceRegion } = work;
      const exposure = { accountId, principal, modelId, sourceRegion };
      groups.add(
        JSON.stringify(Object.values(exposure)),
        () => exposure,
        (counts) => {
          counts['verdict' in work ? 'calls' : 'submissions'] += 1;
          keepLeast(counts.eventIds, work.eventId);
        },
      );
    },
    list: (): readonly ExposureCount[] =>
      groups
        .list()
        .map(([exposure, counts]) => ({ ...exposure, ...counts }))
        .sort((a, b) => b.calls + b.submissions - a.calls - a.submissions),
  };
}
