import { cityOf } from '../core/catalog/place.ts';
import type { AuditReport, RouteCount } from '../core/report/audit-report.ts';
import { type Change, hasNews, type ReportDiff } from '../core/report/diff-reports.ts';
import type { FindingGroup } from '../core/report/group-findings.ts';
import { nameOfAccount, nameOfRole } from '../core/report/names.ts';
import { labelled, WIDTH, wrap } from './layout.ts';
import type { Paint } from './terminal.ts';

/** What is new in the later of two audits, for a person. */
export function reportDiffText(
  diff: ReportDiff,
  before: AuditReport,
  after: AuditReport,
  paint: Paint,
): string {
  const account = ({ name }: { readonly name: string }) => {
    const known = nameOfAccount(name, after);
    return known === name ? name : `${known} (${name})`;
  };
  const name = ({ name }: { readonly name: string }) => name;
  const lines = [
    ...answerLines(diff, before, after, paint),
    ...(diff.samePolicy ? [] : labelled('Policies', 'two different ones: verdicts do not compare')),
    ...both('route', diff.routes, routeOf),
    ...both('model', diff.models, name),
    ...both('account', diff.accounts, account),
    ...both('role', diff.roles, name),
    ...diff.newFindings.flatMap((group) => labelled('New finding', findingOf(group, after))),
    ...(diff.goneFindings === 0
      ? []
      : labelled('No longer', `findings of the first: ${diff.goneFindings}`)),
    ...diff.totals.flatMap((total) => labelled(total.name, `${total.after}, was ${total.before}`)),
    ...[before, after].flatMap((report, index) => gapsOf(report, index)),
  ];
  return `${lines.join('\n')}\n`;
}

function answerLines(
  diff: ReportDiff,
  before: AuditReport,
  after: AuditReport,
  paint: Paint,
): readonly string[] {
  const parts = [
    [diff.routes.added.length, 'route'],
    [diff.models.added.length, 'model'],
    [diff.accounts.added.length, 'account'],
    [diff.roles.added.length, 'role'],
    [diff.newFindings.length, 'kind of finding'],
  ] as const;
  const news = parts
    .filter(([count]) => count > 0)
    .map(([count, what]) => `${count} new ${count === 1 ? what : what.replace(/^\w+/, '$&s')}`);
  const text = hasNews(diff) ? `NEW. ${news.join(', ')}.` : 'NOTHING NEW in the second audit.';
  const period = ({ period: { from, until } }: AuditReport) =>
    `${from ?? 'no call'} to ${until ?? 'no call'}`;
  return [
    ...wrap(text, WIDTH - 2).map((line) => `  ${paint(hasNews(diff) ? 'warning' : 'good', line)}`),
    ...labelled('First', period(before)),
    ...labelled('Second', period(after)),
  ];
}

function both<T>(
  what: string,
  { added, gone }: Change<T>,
  show: (item: T) => string,
): readonly string[] {
  return [
    ...added.flatMap((item) => labelled(`New ${what}`, show(item))),
    ...gone.flatMap((item) => labelled(`Gone ${what}`, show(item))),
  ];
}

function routeOf({ sourceRegion, inferenceRegion, verdict, basis, calls }: RouteCount): string {
  const to = inferenceRegion === null ? 'unknown' : cityOf(inferenceRegion);
  const where =
    verdict === 'not-served' ? cityOf(sourceRegion) : `${cityOf(sourceRegion)} -> ${to}`;
  const known = basis === null ? '' : ` (${basis})`;
  return `${where}, ${verdict}${known}, ${calls} ${calls === 1 ? 'call' : 'calls'}`;
}

function findingOf(group: FindingGroup, report: AuditReport): string {
  const who = `${nameOfAccount(group.accountId, report)} / ${nameOfRole(group.principal)}`;
  const to = group.inferenceRegion === null ? 'unknown' : cityOf(group.inferenceRegion);
  return `${group.verdict.toUpperCase()} ${group.count}x  ${who}, ${group.modelId ?? 'no model named'}, ${cityOf(group.sourceRegion)} -> ${to}; id ${group.id}`;
}

function gapsOf({ totals, gaps }: AuditReport, index: number): readonly string[] {
  if (totals.files > 0 && gaps.length === 0) return [];
  const which = index === 0 ? 'first' : 'second';
  const what =
    totals.files === 0 ? 'looked at no file' : `could not read everything (${gaps.length})`;
  return labelled('Not read', `the ${which} audit ${what}: what is missing there proves nothing`);
}
