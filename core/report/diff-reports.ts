import type { AuditReport, Breakdown, Finding, RouteCount, Totals } from './audit-report.ts';
import { type FindingGroup, groupFindings } from './group-findings.ts';

/** What one audit has and the other has not. */
export type ReportDiff = {
  /** Verdicts of two policies say nothing about each other. */
  readonly samePolicy: boolean;
  readonly routes: Change<RouteCount>;
  readonly models: Change<Breakdown>;
  readonly accounts: Change<Breakdown>;
  readonly roles: Change<Breakdown>;
  readonly newFindings: readonly FindingGroup[];
  readonly goneFindings: number;
  readonly totals: readonly {
    readonly name: keyof Totals;
    readonly before: number;
    readonly after: number;
  }[];
};

export type Change<T> = { readonly added: readonly T[]; readonly gone: readonly T[] };

const COUNTED = [
  ...['calls', 'inside', 'waived', 'outside', 'undecided', 'notServed', 'exposed'],
  ...['unresolved', 'submissions', 'unreadableFiles', 'unreadableRecords', 'unrecognised'],
] as readonly (keyof Totals)[];

/** Compares two audits: the routes, models, accounts, roles and findings that are new, or gone. */
export function diffReports(before: AuditReport, after: AuditReport): ReportDiff {
  const names = (report: AuditReport) => new Set(report.findings.map(({ id }) => id));
  const [old, now] = [names(before), names(after)];
  const fresh = after.findings.filter(({ id }: Finding) => !old.has(id));
  return {
    samePolicy: before.policy.sha256 === after.policy.sha256,
    routes: change(before.routes, after.routes, routeName),
    models: change(before.models, after.models, nameOf),
    accounts: change(before.accounts, after.accounts, nameOf),
    roles: change(before.roles, after.roles, nameOf),
    newFindings: groupFindings(fresh),
    goneFindings: before.findings.filter(({ id }) => !now.has(id)).length,
    totals: COUNTED.map((name) => ({
      name,
      before: before.totals[name] ?? 0,
      after: after.totals[name] ?? 0,
    })).filter((total) => total.before !== total.after),
  };
}

/** Whether the later audit has anything that nobody has seen before. */
export function hasNews({ routes, models, accounts, roles, newFindings }: ReportDiff): boolean {
  const added = [routes, models, accounts, roles].map((each) => each.added.length);
  return newFindings.length + added.reduce((sum, length) => sum + length, 0) > 0;
}

function change<T>(
  before: readonly T[],
  after: readonly T[],
  name: (item: T) => string,
): Change<T> {
  const missingIn = (items: readonly T[], others: readonly T[]) => {
    const known = new Set(others.map(name));
    return items.filter((item) => !known.has(name(item)));
  };
  return { added: missingIn(after, before), gone: missingIn(before, after) };
}

function routeName({ sourceRegion, inferenceRegion, verdict }: RouteCount): string {
  return JSON.stringify([sourceRegion, inferenceRegion, verdict]);
}

function nameOf({ name }: Breakdown): string {
  return name;
}
