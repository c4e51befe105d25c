import { coverageAnswer } from '../core/coverage/coverage-answer.ts';
import { momentMs } from '../core/policy/moment.ts';
import { answerOf } from '../core/report/answer.ts';
import { createDraftFolder } from '../io/draft-folder.ts';
import type { EvidenceSource } from '../io/evidence-source.ts';
import { reasonOf } from '../io/find-logs.ts';
import { openEvidence } from '../io/open-evidence.ts';
import { showPath } from '../io/show-path.ts';
import { exitOf } from './audit.ts';
import { makePack, type Pack } from './make-pack.ts';
import { tellProgress } from './tell-progress.ts';
import { EXIT, type Exit, type Terminal } from './terminal.ts';
import { readTrust } from './verify.ts';
import type { Trust } from './verify-evidence.ts';
import { answerOfVerified } from './verify-text.ts';

export type ReportOptions = {
  readonly from?: string;
  readonly until?: string;
  /** A folder that is empty or not there. */
  readonly output?: string;
  readonly publicKey?: string;
  readonly fingerprint: readonly string[];
  readonly quiet?: boolean;
};

/** `geofence report <folder | s3://...> -o <folder>`: a pack for an auditor, made of evidence. */
export async function report(
  where: string,
  options: ReportOptions,
  version: string,
  nowMs: number,
  terminal: Terminal,
): Promise<Exit> {
  const { from, until, output = '' } = options;
  const trust = await readTrust(options, nowMs);
  const opened = await openEvidence(where);
  const fromMs = from === undefined ? null : momentMs(from, 'first');
  const untilMs = until === undefined ? null : momentMs(until, 'last');
  const draft = createDraftFolder(output);
  const problems = [
    ...(trust.kind === 'problems' ? trust.problems : []),
    ...(opened.kind === 'unusable' ? [opened.problem] : []),
    ...(from !== undefined && fromMs === null
      ? [`--from ${showPath(from)}: no such time. Write a day, 2026-10-01, or 2026-10-01T12:00Z.`]
      : []),
    ...(fromMs !== null && untilMs !== null && fromMs > untilMs
      ? [`--from ${from} is after --until ${until}.`]
      : []),
    ...(output === '' ? ['name the folder that the pack becomes: -o <folder>.'] : []),
    ...(output !== '' && (await draft.isTaken())
      ? [`-o ${showPath(output)}: it is not empty. Name another folder.`]
      : []),
  ];
  if (trust.kind === 'problems' || opened.kind === 'unusable' || problems.length > 0) {
    for (const problem of problems) terminal.err(`geofence report: ${problem}\n`);
    return EXIT.failed;
  }
  // What is not past cannot be asked for: nothing could have been sealed of it.
  const reach = trust.untilMs === null ? null : Math.min(trust.untilMs, nowMs);
  const made = await make(opened.source, { ...trust, untilMs: reach }).catch(
    (error: Error) => error,
  );
  if (made instanceof Error || terminal.signal.aborted) {
    await draft.discard();
    if (terminal.signal.aborted) return EXIT.interrupted;
    terminal.err(`geofence report: no pack was made: ${reasonOf(made as Error)}\n`);
    return EXIT.failed;
  }
  terminal.out(`${answerOf(made.report).text}\n${answerOfVerified(made.verified)}\n`);
  if (made.coverage !== null) terminal.out(`${coverageAnswer(made.coverage).text}\n`);
  terminal.err(`Pack written: ${showPath(output)}. Begin with report.html; VERIFY.md checks it.\n`);
  return worse(made);

  async function make(source: EvidenceSource, its: Trust) {
    const progress = tellProgress(terminal);
    const made = await makePack(
      { source, trust: its, window: { fromMs, untilMs }, version },
      draft.put,
      terminal.signal,
      options.quiet === true ? () => undefined : (describe) => progress.update(describe),
    );
    progress.done();
    if (!terminal.signal.aborted) await draft.finish();
    return made;
  }
}

/** 2: something could not be looked at; 1: a finding, evidence that is not what was sealed, an unwatched account. */
function worse({ report, verified, coverage }: Pack): Exit {
  const exit = exitOf(report);
  const covered = coverage === null ? 'good' : coverageAnswer(coverage).tone;
  if (exit === EXIT.failed || verified.unseen.length > 0 || covered === 'warning') {
    return EXIT.failed;
  }
  return verified.flaws.length > 0 || covered === 'alarm' ? EXIT.found : exit;
}
