import { cityOf } from '../catalog/place.ts';
import { sha256Hex } from '../policy/canonical-json.ts';
import { advise } from '../report/advise.ts';
import type { AuditReport, Finding, Gap, NeverRecorded } from '../report/audit-report.ts';
import { nameOfAccount, nameOfRole } from '../report/names.ts';
import { worstFirst } from '../report/worst-first.ts';

/**
 * One thing that another system is told. What was not looked at is told like a finding: a system that
 * hears nothing takes it for clean.
 */
export type Item = {
  /** 16 hex digits, the same for the same thing in every run. */
  readonly id: string;
  readonly title: string;
  readonly because: string;
  readonly toDo: string;
  /** ISO 8601, UTC; null where no record tells it. */
  readonly time: string | null;
  readonly accountId: string | null;
  readonly principal: string | null;
  readonly modelId: string | null;
  readonly sourceRegion: string | null;
} & (
  | { readonly kind: 'outside' | 'undecided'; readonly finding: Finding }
  | { readonly kind: 'never-recorded'; readonly work: NeverRecorded }
  | { readonly kind: 'gap'; readonly gap: Gap }
);

/** Everything to tell, worst first: outside, undecided, Region never recorded, not looked at. */
export function itemsOf(report: AuditReport): readonly Item[] {
  return [
    ...worstFirst(report.findings).map((finding) => findingItem(finding, report)),
    ...report.neverRecorded.map((work) => workItem(work, report)),
    ...report.gaps.map(gapItem),
  ];
}

function findingItem(finding: Finding, report: AuditReport): Item {
  const { id, time, accountId, principal, modelId, sourceRegion, because, verdict } = finding;
  const ran =
    finding.inferenceRegion === null ? 'nobody knows where' : cityOf(finding.inferenceRegion);
  return {
    ...{ id, time, accountId, principal, modelId, sourceRegion, because, finding },
    kind: verdict,
    title:
      verdict === 'outside'
        ? `Bedrock inference ran outside the fence: ${cityOf(sourceRegion)} to ${ran}`
        : `Bedrock inference could not be placed: called in ${cityOf(sourceRegion)}`,
    toDo: advise(finding, report),
  };
}

function workItem(work: NeverRecorded, report: AuditReport): Item {
  const { eventName, count, accountId, principal, modelId, sourceRegion, because } = work;
  const whose = `${nameOfAccount(accountId, report)} / ${nameOfRole(principal)}`;
  return {
    ...{ accountId, principal, modelId, sourceRegion, because, work },
    id: idOf(['never-recorded', eventName, accountId, principal, sourceRegion, modelId, because]),
    kind: 'never-recorded',
    time: null,
    title: `The Region of ${count} ${eventName} was never recorded: ${whose}`,
    toDo: 'Call it through a profile that cannot leave the fence, or in a Region by itself.',
  };
}

function gapItem(gap: Gap): Item {
  const { title, toDo } = GAPS[gap.kind];
  const { kind, file, place, problem } = gap;
  return {
    ...{ accountId: null, principal: null, modelId: null, sourceRegion: null, time: null, gap },
    id: idOf(['gap', kind, file, place, problem]),
    kind: 'gap',
    title,
    because: `${file}${place === null ? '' : `, ${place}`}: ${problem}`,
    toDo,
  };
}

const NOT_LOOKED_AT =
  'Fetch the file again from its bucket, or have its records looked at, and audit again.';
const GAPS = {
  file: { title: 'Not looked at: a file in CloudTrail logs', toDo: NOT_LOOKED_AT },
  record: { title: 'Not looked at: a record in CloudTrail logs', toDo: NOT_LOOKED_AT },
  unrecognised: {
    title: 'Not looked at: a call that no rule knows in CloudTrail logs',
    toDo: NOT_LOOKED_AT,
  },
  unseen: {
    title: 'Calls that Bedrock counted are in no evidence',
    toDo: 'Reconcile the evidence with the trail, which may have their records.',
  },
  misattributed: {
    title: 'A record came in an event of another account or Region',
    toDo: 'Find who could send to the queue: docs/runbook.md, "misattributed".',
  },
} as const satisfies Record<Gap['kind'], { readonly title: string; readonly toDo: string }>;

function idOf(parts: readonly (string | null)[]): string {
  return sha256Hex(JSON.stringify(parts)).slice(0, 16);
}
