import { readFile } from 'node:fs/promises';
import { inWindow, type Window } from '../core/judge/in-window.ts';
import type { Judged } from '../core/judge/judged.ts';
import { diffPolicies } from '../core/policy/diff-policies.ts';
import { diffGuards } from '../core/prevent/diff-guards.ts';
import type { AuditReport } from '../core/report/audit-report.ts';
import { diffJudged } from '../core/report/diff-judged.ts';
import { diffReports, hasNews } from '../core/report/diff-reports.ts';
import { readReport } from '../core/report/read-report.ts';
import { reasonOf } from '../io/find-logs.ts';
import { showPath } from '../io/show-path.ts';
import { exitOf } from './audit.ts';
import { collectNamed } from './collect-named.ts';
import { loadPolicy } from './load-policy.ts';
import type { SourceFlags } from './source-options.ts';
import { EXIT, type Exit, type Terminal } from './terminal.ts';

export type DiffOptions = {
  readonly policy?: string;
  readonly against?: string;
  readonly format: 'text' | 'json';
  readonly quiet?: boolean;
} & SourceFlags;

/**
 * `geofence diff --policy old.json --against new.json <logs or evidence>...`: which past calls flip;
 * `geofence diff a.json b.json`: what the second of two audits has that the first has not.
 */
export async function diff(
  paths: readonly string[],
  options: DiffOptions,
  terminal: Terminal,
): Promise<Exit> {
  const { policy, against } = options;
  if (policy !== undefined && against !== undefined) {
    return diffLogs(paths, policy, against, options, terminal);
  }
  if (policy !== undefined || against !== undefined) {
    return fail(
      terminal,
      'only one policy.\n  Fix: give the old one with --policy, the new one with --against.',
    );
  }
  const [before, after, ...others] = paths;
  if (before === undefined || after === undefined || others.length > 0) {
    return fail(
      terminal,
      `${paths.length} audit results, and two are compared.\n  Fix: geofence diff before.json after.json, or --policy old.json --against new.json <logs>.`,
    );
  }
  return diffAudits(before, after, options, terminal);
}

async function diffLogs(
  paths: readonly string[],
  oldFile: string,
  newFile: string,
  options: DiffOptions,
  terminal: Terminal,
): Promise<Exit> {
  const old = await loadPolicy(oldFile, []);
  const now = await loadPolicy(newFile, []);
  const messages = [old, now].flatMap((each) => (each.kind === 'unusable' ? [each.message] : []));
  if (old.kind === 'unusable' || now.kind === 'unusable')
    return fail(terminal, messages.join('\n\n'));

  const work = await collectNamed(paths, options, terminal);
  if (work.kind === 'interrupted') return EXIT.interrupted;
  if (work.kind === 'wrong') return fail(terminal, work.problem);
  const { ledger, ...collected } = work.collected;
  let leftOut = 0;
  const pairs = pairsOf(
    ledger.settle(old.resolved),
    ledger.settle(now.resolved),
    work.window,
    () => {
      leftOut += 1;
    },
  );
  const judged = diffJudged(pairs);
  const diffed = {
    policies: {
      before: old.sha256,
      after: now.sha256,
      changes: diffPolicies(old.resolved, now.resolved),
      scp: diffGuards(old.resolved, now.resolved),
    },
    ...judged,
    leftOut,
    ...collected,
  };
  if (options.format === 'json') {
    terminal.out(`${JSON.stringify(diffed, null, 2)}\n`);
  } else {
    const { policyDiffText } = await import('./policy-diff-text.ts');
    terminal.out(policyDiffText(diffed, now.file.accounts ?? {}, terminal.paint));
  }
  const { unreadableFiles, unreadableRecords, unrecognised, files } = collected;
  if (files === 0 || unreadableFiles + unreadableRecords + unrecognised > 0) return EXIT.failed;
  return diffed.flips.length + diffed.jobFlips.length > 0 ? EXIT.found : EXIT.clean;
}

/** Settling goes by the records alone, so both policies judge the same in the same order. */
function* pairsOf(
  before: Iterable<Judged>,
  after: Iterable<Judged>,
  window: Window | undefined,
  onLeftOut: () => void,
): Generator<readonly [Judged, Judged]> {
  const others = after[Symbol.iterator]();
  for (const judged of before) {
    const other = others.next();
    if (other.done === true || keyOf(other.value) !== keyOf(judged)) {
      throw new Error('two policies settled different calls');
    }
    const pair = [judged, other.value] as const;
    const isIn = [...inWindow(pair, window, () => undefined)].length > 0;
    if (isIn) yield pair;
    else onLeftOut();
  }
}

function keyOf({ call, submission }: Judged): string | undefined {
  return (call ?? submission)?.key;
}

async function diffAudits(
  beforeFile: string,
  afterFile: string,
  { format }: DiffOptions,
  terminal: Terminal,
): Promise<Exit> {
  const before = await loadReport(beforeFile);
  const after = await loadReport(afterFile);
  const problems = [before, after].filter((each) => typeof each === 'string');
  if (typeof before === 'string' || typeof after === 'string')
    return fail(terminal, problems.join('\n'));

  const diffed = diffReports(before, after);
  if (format === 'json') {
    terminal.out(`${JSON.stringify(diffed, null, 2)}\n`);
  } else {
    const { reportDiffText } = await import('./report-diff-text.ts');
    terminal.out(reportDiffText(diffed, before, after, terminal.paint));
  }
  if (exitOf(before) === EXIT.failed || exitOf(after) === EXIT.failed) return EXIT.failed;
  return hasNews(diffed) ? EXIT.found : EXIT.clean;
}

/** The report in a file; a text says why there is none. */
async function loadReport(file: string): Promise<AuditReport | string> {
  const bytes = await readFile(file).catch((error: Error) => error);
  if (bytes instanceof Error) return `${showPath(file)} cannot be read: ${reasonOf(bytes)}`;
  const read = readReport(bytes);
  if (read.kind === 'report') return read.report;
  return `${showPath(file)} is no audit result: ${read.problem}\n  Fix: geofence audit <logs> --format json > ${showPath(file)}`;
}

function fail({ err }: Terminal, problem: string): Exit {
  err(`geofence diff: ${problem}\n`);
  return EXIT.failed;
}
