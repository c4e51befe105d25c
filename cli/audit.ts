import type { Hub } from '../core/export/asff.ts';
import { inWindow } from '../core/judge/in-window.ts';
import { createInterner } from '../core/judge/intern-facts.ts';
import { createAloneJudge } from '../core/judge/judge-alone.ts';
import type { Ledger } from '../core/judge/ledger.ts';
import type { Line } from '../core/judge/reading.ts';
import { answerOf } from '../core/report/answer.ts';
import type { AuditReport, Gap } from '../core/report/audit-report.ts';
import { buildReport } from '../core/report/build-report.ts';
import { sayLeftOut } from '../core/report/say-left-out.ts';
import { type CollectOptions, collectLogs } from './collect-logs.ts';
import { type ExportFormat, exportReport } from './export-report.ts';
import { type LoadedPolicy, loadPolicy } from './load-policy.ts';
import { readHub } from './read-hub.ts';
import { showProgress } from './show-progress.ts';
import { readSourceFlags, type SourceFlags } from './source-options.ts';
import { EXIT, type Exit, type Terminal } from './terminal.ts';

export type AuditOptions = {
  readonly policy?: string;
  readonly allow: readonly string[];
  readonly format: 'text' | ExportFormat;
  /** Account and Region of the Security Hub that `asff` is for. */
  readonly hub?: string;
  readonly report?: string;
  /** A folder that is empty or not there. */
  readonly evidence?: string;
  /** What signs the evidence; made on first use. */
  readonly key?: string;
  readonly quiet?: boolean;
  /** Say how much of it CloudTrail's own digests cover. */
  readonly verified?: boolean;
  readonly publicKeys?: string;
  readonly signatures?: string;
} & SourceFlags;

/** `geofence audit <path>...`: judges every Bedrock call in CloudTrail logs. */
export async function audit(
  paths: readonly string[],
  options: AuditOptions,
  version: string,
  terminal: Terminal,
): Promise<Exit> {
  const hub = options.format === 'asff' ? readHub(options.hub) : null;
  if (typeof hub === 'string') {
    terminal.err(`geofence audit: ${hub}\n`);
    return EXIT.failed;
  }
  const policy = await loadPolicy(options.policy, options.allow);
  if (policy.kind === 'unusable') {
    terminal.err(`geofence audit: ${policy.message}\n`);
    return EXIT.failed;
  }
  const sources = readSourceFlags(options, process.env);
  if (sources.kind === 'wrong') {
    terminal.err(`geofence audit: ${sources.problem}\n`);
    return EXIT.failed;
  }
  const keep = await prepareEvidence(options, terminal);
  if (keep === 'unusable') return EXIT.failed;
  const { report, ledger } = await runAudit(
    paths,
    policy,
    version,
    terminal,
    options.quiet === true,
    sources.options,
  );
  if (terminal.signal.aborted) return EXIT.interrupted;

  await printReport(report, options.format, hub, terminal);
  const judged = { ledger, gaps: report.gaps, policy: policy.resolved, version };
  const written = [
    options.report === undefined || (await writePage(report, options.report, terminal)),
    keep === null || (await keep({ ...judged, policySha256: policy.sha256 })),
    options.verified !== true ||
      (await sayVerified(paths, options, report, terminal, (covered) =>
        runAudit(covered, policy, version, terminal, true, sources.options),
      )),
  ];
  return written.every((each) => each) ? exitOf(report) : EXIT.failed;
}

/** Whether all that was judged is covered; a report for machines is left as it is. */
async function sayVerified(
  paths: readonly string[],
  options: AuditOptions,
  report: AuditReport,
  terminal: Terminal,
  judge: (paths: readonly string[]) => Promise<{ readonly report: AuditReport }>,
): Promise<boolean> {
  const { countVerified } = await import('./count-verified.ts');
  const counted = await countVerified(paths, report, options, terminal, judge);
  if (counted.kind === 'unusable') {
    terminal.err(`geofence audit: ${counted.problem}\n`);
    return false;
  }
  const say = options.format === 'text' ? terminal.out : terminal.err;
  say(`${counted.text}\n`);
  return counted.isWhole;
}

/** What writes the evidence, or null where none is asked for. Loaded only then. */
async function prepareEvidence(options: AuditOptions, terminal: Terminal) {
  if (options.evidence === undefined && options.key === undefined) return null;
  const { keepEvidence } = await import('./keep-evidence.ts');
  return keepEvidence(options.evidence, options.key, Date.now(), terminal);
}

/** Reads the logs and judges them by one policy. */
export async function runAudit(
  paths: readonly string[],
  policy: LoadedPolicy & { kind: 'policy' },
  version: string,
  terminal: Terminal,
  quiet: boolean,
  options: CollectOptions = {},
): Promise<{ readonly report: AuditReport; readonly ledger: Ledger }> {
  const progress = showProgress(terminal);
  const update = quiet ? () => undefined : progress.update;
  const judgeAlone = createAloneJudge(policy.resolved);
  const intern = createInterner();
  const isOutside = (line: Line) => judgeAlone(intern(line)).call?.verdict === 'outside';
  const { ledger, ...collected } = await collectLogs(paths, terminal.signal, update, {
    ...options,
    ...(quiet ? {} : { isOutside }),
  });
  progress.done();
  let leftOut = 0;
  const report = buildReport({
    ...collected,
    judged: inWindow(ledger.settle(policy.resolved), options.window, () => {
      leftOut += 1;
    }),
    leftOut: () => leftOut,
    policy: policy.resolved,
    policySha256: policy.sha256,
    accountNames: policy.file.accounts ?? {},
    version,
  });
  return { report, ledger };
}

async function printReport(
  report: AuditReport,
  format: 'text' | ExportFormat,
  hub: Hub | null,
  terminal: Terminal,
) {
  if (format !== 'text') {
    terminal.out(await exportReport(report, format, hub, terminal));
    for (const text of [answerOf(report).text, ...sayLeftOut(report.period.leftOut)]) {
      terminal.err(`${text}\n`);
    }
    return;
  }
  const { reportText } = await import('./report-text.ts');
  terminal.out(reportText(report, terminal.paint));
}

/** Writes the page; says so, or says why not. */
export async function writePage(
  report: AuditReport,
  file: string,
  terminal: Terminal,
): Promise<boolean> {
  const { reportPage } = await import('../dashboards/report-page.ts');
  const { writeAtomically } = await import('../io/write-atomically.ts');
  const written = await writeAtomically(file, reportPage(report), terminal.signal);
  if (written.kind === 'failed') terminal.err(`geofence: ${written.problem}\n`);
  else terminal.err(`Page written: ${file}\n`);
  return written.kind === 'written';
}

/** 2: something could not be looked at; 1: something was found; 0: looked at everything, all inside. */
export function exitOf({ totals, neverRecorded, gaps: all }: AuditReport): Exit {
  const of = (kind: Gap['kind']) => all.filter((gap) => gap.kind === kind).length;
  const { unreadableFiles, unreadableRecords, unrecognised } = totals;
  const gaps = unreadableFiles + unreadableRecords + unrecognised + of('unseen');
  if (gaps > 0 || totals.files === 0) return EXIT.failed;
  const found = totals.outside + totals.undecided + neverRecorded.length + of('misattributed');
  return found > 0 ? EXIT.found : EXIT.clean;
}
