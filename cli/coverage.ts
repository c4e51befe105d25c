import { readFile, writeFile } from 'node:fs/promises';
import { countStates } from '../core/coverage/count-states.ts';
import type { Coverage } from '../core/coverage/coverage.ts';
import { createCover } from '../core/coverage/create-cover.ts';
import type { Organization } from '../core/coverage/organization.ts';
import { readOrganization } from '../core/coverage/read-organization.ts';
import { createSightings } from '../core/coverage/sightings.ts';
import { renderProblems } from '../core/policy/render-problems.ts';
import { hubOfEvidence } from '../core/watch/hub-of-evidence.ts';
import { reasonOf } from '../io/find-logs.ts';
import { showPath } from '../io/show-path.ts';
import { cover, type ToCover } from '../lambdas/coverage/cover.ts';
import { coverageText } from './coverage-text.ts';
import { loadPolicy } from './load-policy.ts';
import { openEvidenceStore } from './open-evidence-store.ts';
import { tellProgress } from './tell-progress.ts';
import { EXIT, type Exit, type Terminal } from './terminal.ts';

export type CoverageOptions = {
  readonly policy?: string;
  readonly allow: readonly string[];
  /** A file of an organization, instead of asking AWS. */
  readonly organization?: string;
  /** Writes what AWS said into such a file. */
  readonly save?: string;
  /** A folder, or s3://bucket/prefix. */
  readonly evidence?: string;
  /** The account that watches; none: the evidence bucket's, else what the file says, or the caller's. */
  readonly hub?: string;
  readonly prefix: string;
  readonly region?: string;
  readonly format: 'text' | 'json';
  readonly quiet?: boolean;
};

/** `geofence coverage`: which accounts and Regions of an organization can call Bedrock, and are not watched. */
export async function coverage(
  options: CoverageOptions,
  nowMs: number,
  terminal: Terminal,
): Promise<Exit> {
  const loaded = await loadPolicy(options.policy, options.allow);
  const hub = options.hub === undefined || /^\d{12}$/.test(options.hub) ? null : options.hub;
  const problems = [
    ...(loaded.kind === 'unusable' ? [loaded.message] : []),
    ...(hub === null ? [] : [`--hub ${showPath(hub)}: an account has 12 digits.`]),
    ...(options.organization !== undefined && options.save !== undefined
      ? ['--save writes what AWS says, and --organization is read from a file: leave one out.']
      : []),
  ];
  if (loaded.kind === 'unusable' || problems.length > 0) return refuse(problems, terminal);
  const progress = tellProgress(terminal);
  const tell = (text: string) => {
    if (options.quiet !== true) progress.update(() => text);
  };
  try {
    const looked = await look(options, nowMs, tell);
    if (typeof looked === 'string') return refuse([looked], terminal);
    const { resolved: policy } = loaded;
    const toCover = { ...looked, policy, prefix: options.prefix };
    const covered = await see(options.evidence, toCover, nowMs, tell);
    if (typeof covered === 'string') return refuse([covered], terminal);
    if (terminal.signal.aborted) return EXIT.interrupted;
    progress.done();
    terminal.out(
      options.format === 'json'
        ? `${JSON.stringify(covered, null, 2)}\n`
        : coverageText(covered, terminal.paint),
    );
    return exitOf(covered);
  } finally {
    progress.done();
  }
}

/** 2: something is unknown or was not looked at; 1: somebody can call and is not watched. */
function exitOf({ rows, unseen }: Coverage): Exit {
  const counts = countStates(rows);
  if (counts.unknown > 0 || unseen.length > 0 || rows.length === 0) return EXIT.failed;
  return counts['callable, not watched'] > 0 ? EXIT.found : EXIT.clean;
}

type Looked = { readonly organization: Organization; readonly unseen: Coverage['unseen'] };

/** The organization, or why there is none. */
async function look(
  options: CoverageOptions,
  nowMs: number,
  tell: (text: string) => void,
): Promise<Looked | string> {
  const { organization: file, save, evidence = '', prefix } = options;
  const hub = options.hub ?? hubOfEvidence(evidence, prefix) ?? undefined;
  if (file === undefined) {
    const { askOrganization } = await import('./ask-organization.ts');
    const asked = await askOrganization(
      { ...options, ...(hub === undefined ? {} : { hub }) },
      nowMs,
      tell,
    );
    if (typeof asked === 'string' || save === undefined) return asked;
    const text = `${JSON.stringify(asked.organization, null, 2)}\n`;
    const failed = await writeFile(save, text).catch((error: Error) => error);
    return failed instanceof Error ? `--save ${showPath(save)}: ${reasonOf(failed)}` : asked;
  }
  const bytes = await readFile(file).catch((error: Error) => error);
  if (bytes instanceof Error) return `${showPath(file)} cannot be read: ${reasonOf(bytes)}`;
  const read = readOrganization(bytes);
  if (read.kind === 'problems') return renderProblems(read.problems, showPath(file));
  const { organization } = read;
  return {
    organization: hub === undefined ? organization : { ...organization, hubAccount: hub },
    unseen: [],
  };
}

const NO_EVIDENCE = 'no evidence was named: --evidence <folder or s3://...>';

/** The coverage by evidence, or why that cannot be opened. */
async function see(
  where: string | undefined,
  toCover: ToCover,
  nowMs: number,
  tell: (text: string) => void,
): Promise<Coverage | string> {
  if (where === undefined) {
    const unseen = [...toCover.unseen, { where: 'evidence', problem: NO_EVIDENCE }];
    const sightings = createSightings(toCover.policy, nowMs);
    return createCover(toCover)({ sightings, unreadOf: () => NO_EVIDENCE, unseen, nowMs });
  }
  const opened = await openEvidenceStore(where);
  if (opened.kind === 'unusable') return opened.problem;
  return cover(toCover, opened.store, nowMs, {
    onObject: (objects) => tell(`${objects} objects of evidence`),
  });
}

function refuse(problems: readonly string[], terminal: Terminal): Exit {
  for (const problem of problems) terminal.err(`geofence coverage: ${problem}\n`);
  return EXIT.failed;
}
