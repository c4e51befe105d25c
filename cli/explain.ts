import type { ResolvedPolicy } from '../core/policy/resolved-policy.ts';
import { type ExplainedCall, explainCalls } from '../core/report/explain-call.ts';
import { explainDenial } from '../core/report/explain-denial.ts';
import { findingIdOf } from '../core/report/finding-id.ts';
import { type Denial, readDenial } from '../core/report/read-denial.ts';
import { evidenceBelow } from '../io/evidence-below.ts';
import { chooseFence } from './choose-fence.ts';
import type { CollectOptions } from './collect-logs.ts';
import { collectWork } from './collect-work.ts';
import { denialText, explainText } from './explain-text.ts';
import { type FoundRecords, findRecords } from './find-records.ts';
import { labelled } from './layout.ts';
import { loadPolicy } from './load-policy.ts';
import { showProgress } from './show-progress.ts';
import { readSourceFlags, type SourceFlags } from './source-options.ts';
import { EXIT, type Exit, type Terminal } from './terminal.ts';

export type ExplainOptions = {
  readonly policy?: string;
  readonly allow: readonly string[];
  readonly fence?: string;
} & SourceFlags;

/** `geofence explain <id or message> [<logs or evidence>...]`: one page about one call or refusal. */
export async function explain(
  words: readonly string[],
  options: ExplainOptions,
  terminal: Terminal,
): Promise<Exit> {
  const loaded = await loadPolicy(options.policy, options.allow);
  if (loaded.kind === 'unusable') return fail(terminal, loaded.message);
  const { resolved } = loaded;
  // A message that was pasted without quotes comes word by word.
  const denial = readDenial(words.join(' '));
  if (denial !== null) return explainMessage(denial, options.fence, resolved, terminal);

  const [id = '', ...named] = words;
  if (/\s/.test(id)) return fail(terminal, NO_MESSAGE);
  if (named.length === 0) {
    return fail(
      terminal,
      `where is ${id}?\n  Fix: name the logs or evidence: geofence explain ${id} ./AWSLogs`,
    );
  }
  const sources = readSourceFlags(options, process.env);
  if (sources.kind === 'wrong') return fail(terminal, sources.problem);
  const paths = await Promise.all(named.map(async (path) => (await evidenceBelow(path)) ?? path));
  const wanted = FINDING_ID.test(id)
    ? await findFinding(id, paths, sources.options, resolved, terminal)
    : id;
  const found = await findRecords(paths, wanted, terminal.signal, sources.options);
  if (terminal.signal.aborted) return EXIT.interrupted;
  return explainFound(id, found, resolved, terminal);
}

const NO_MESSAGE =
  'this is neither an id nor an AccessDenied message of AWS.\n  Fix: paste it from "User:" to its end, in quotes.';
const FINDING_ID = /^[0-9a-f]{16}$/;

/** The request or event behind the id of a finding, as reports and messages show it. */
async function findFinding(
  id: string,
  paths: readonly string[],
  options: CollectOptions,
  policy: ResolvedPolicy,
  terminal: Terminal,
): Promise<string> {
  const progress = showProgress(terminal);
  const work = await collectWork(paths, terminal.signal, progress.update, options);
  progress.done();
  for (const { call } of work.kind === 'mixed' ? [] : work.collected.ledger.settle(policy)) {
    if (call !== null && findingIdOf(call.key) === id) {
      return call.requestId ?? call.eventId ?? id;
    }
  }
  return id;
}

function explainFound(
  id: string,
  found: FoundRecords,
  policy: ResolvedPolicy,
  terminal: Terminal,
): Exit {
  const { sightings, files, gaps } = found;
  const explained = explainCalls(
    sightings.map(({ reading }) => reading),
    policy,
  );
  const pages = explained.map((each) => explainText(each, found, terminal.paint));
  terminal.out(pages.length > 0 ? pages.join('\n') : withoutCall(id, found));
  for (const { file, problem } of gaps) {
    terminal.out(`${labelled('Not read', `${file}: ${problem}`).join('\n')}\n`);
  }
  if (sightings.length === 0 || gaps.length > 0 || files === 0) return EXIT.failed;
  if (sightings.some(({ reading }) => reading.kind === 'unreadable')) return EXIT.failed;
  return explained.some(isFinding) ? EXIT.found : EXIT.clean;
}

function withoutCall(id: string, { sightings, files }: FoundRecords): string {
  if (sightings.length === 0) {
    return `${labelled('Not found', `no record of ${id} in ${files} files that could be read`).join('\n')}\n`;
  }
  const lines = sightings.flatMap(({ reading, file, place }) => {
    const what =
      'problem' in reading ? `${reading.kind}: ${reading.problem}` : 'no inference of Bedrock';
    return labelled('Record', `${what}; ${file}, ${place}`);
  });
  return `${['  NO CALL  its record tells of no inference that can be judged', ...lines].join('\n')}\n`;
}

function isFinding({ judged: { call, submission } }: ExplainedCall): boolean {
  return (
    call?.verdict === 'outside' ||
    call?.verdict === 'undecided' ||
    submission?.neverRecorded === true
  );
}

function explainMessage(
  denial: Denial,
  name: string | undefined,
  policy: ResolvedPolicy,
  terminal: Terminal,
): Exit {
  const fence = chooseFence(name, policy);
  if (typeof fence === 'string') return fail(terminal, fence);
  terminal.out(denialText(denial, explainDenial(denial, fence, policy)));
  return EXIT.clean;
}

function fail({ err }: Terminal, problem: string): Exit {
  err(`geofence explain: ${problem}\n`);
  return EXIT.failed;
}
