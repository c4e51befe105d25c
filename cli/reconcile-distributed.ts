import { type Estimate, estimate, type Work } from '../core/distribute/estimate.ts';
import type { RunRequest } from '../core/distribute/run-request.ts';
import { ask } from '../io/ask.ts';
import type { Caller } from '../io/caller.ts';
import { estimateText } from './estimate-text.ts';
import { followRun } from './follow-run.ts';
import { openRunWorld, type RunPlace, type RunWorld, readExecutionArn } from './open-run-world.ts';
import { type ReadPeriod, readPeriod } from './read-period.ts';
import { reconcileExit } from './reconcile-exit.ts';
import { reconcileText } from './reconcile-text.ts';
import { EXIT, type Exit, type Terminal } from './terminal.ts';

export type DistributedOptions = {
  readonly from?: string;
  readonly until?: string;
  readonly concurrency?: string;
  readonly manifest?: string;
  /** Who lists the trail. */
  readonly list?: string;
  readonly yes?: boolean;
  readonly prefix: string;
  readonly home?: string;
  /** An execution that goes on already. */
  readonly follow?: string;
};

/** How a deployment is found; tests find another. */
type Aws = {
  readonly open: (place: RunPlace) => Promise<RunWorld>;
  readonly whoCalls: (region: string | undefined) => Promise<Caller>;
};

const AWS: Aws = {
  open: openRunWorld,
  whoCalls: async (region) => (await import('../io/caller.ts')).whoCalls(region),
};

const CONCURRENCY = 100;

/** `geofence reconcile --distributed`: the same comparison by the deployed state machine, for any size. */
export async function reconcileDistributed(
  options: DistributedOptions,
  now: () => number,
  terminal: Terminal,
  { open, whoCalls }: Aws = AWS,
): Promise<Exit> {
  if (options.follow !== undefined) {
    const place = readExecutionArn(options.follow);
    if (place !== null) return follow(options.follow, await open(place), terminal);
    const found = JSON.stringify(options.follow.slice(0, 100));
    return refuse(terminal, [
      `--follow takes the ARN of an execution of <prefix>-reconcile. Found ${found}.`,
    ]);
  }
  const request = readRequest(options, now());
  if (request.kind === 'unusable') return refuse(terminal, request.problems);
  const caller = await ask('sts:GetCallerIdentity', () => whoCalls(options.home));
  if (caller.kind === 'none') {
    return refuse(terminal, [
      `nobody is known to AWS: ${caller.problem}.\n  Fix: sign in (aws sso login), and set AWS_PROFILE and --home.`,
    ]);
  }
  const { accountId, region } = caller.value;
  const world = await open({ prefix: options.prefix, accountId, region: options.home ?? region });
  return runAfterAsking(request.request, options.yes === true, world, now, terminal);
}

async function runAfterAsking(
  request: RunRequest,
  yes: boolean,
  world: RunWorld,
  now: () => number,
  terminal: Terminal,
): Promise<Exit> {
  const listing = await begin('list', { ...request, only: true }, world, now());
  if (listing.kind === 'refused') return refuse(terminal, [listing.problem]);
  const listed = await followRun(listing.execution, world, terminal, 'begin again');
  if (listed.kind === 'left') return EXIT.interrupted;
  if (listed.kind === 'failed') return refuse(terminal, [listed.problem]);
  const { run, ...counts } = JSON.parse(listed.output) as Work & {
    readonly run: { parts: number };
  };
  const work = { ...counts, parts: run.parts };
  const guess = estimate(work);
  terminal.err(estimateText(work, guess));
  const refusal = yes ? null : await confirmFirst(guess, terminal);
  if (refusal !== null) return refuse(terminal, [refusal]);

  const begun = await begin('reconcile', request, world, now());
  if (begun.kind === 'refused') return refuse(terminal, [begun.problem]);
  terminal.err(`Begun: ${begun.execution}\n`);
  return follow(begun.execution, world, terminal);
}

async function follow(execution: string, world: RunWorld, terminal: Terminal): Promise<Exit> {
  const followed = await followRun(execution, world, terminal);
  if (followed.kind === 'left') {
    terminal.err(`It goes on. To follow it again:\n  geofence reconcile --follow ${execution}\n`);
    return EXIT.interrupted;
  }
  if (followed.kind === 'failed') return refuse(terminal, [followed.problem]);
  const { report: key } = JSON.parse(followed.output) as { readonly report?: string };
  if (key === undefined) return refuse(terminal, ['that execution only listed: it has no report.']);
  const report = await ask('s3:GetObject on the work bucket', () => world.readReport(key));
  if (report.kind === 'none') return refuse(terminal, [report.problem]);
  terminal.out(reconcileText(report.value, terminal.paint));
  terminal.err(`The whole report: s3://${world.workBucket}/${key}\n`);
  return reconcileExit(report.value);
}

type Begun =
  | { readonly kind: 'begun'; readonly execution: string }
  | { readonly kind: 'refused'; readonly problem: string };

async function begin(
  what: string,
  request: RunRequest,
  { machine, executions, region }: RunWorld,
  nowMs: number,
): Promise<Begun> {
  const name = `${what}-${new Date(nowMs).toISOString().replaceAll(/[-:.]/g, '')}`;
  const begun = await ask(`states:StartExecution on ${machine}`, () =>
    executions.start(machine, name, request),
  );
  if (begun.kind === 'answer') return { kind: 'begun', execution: begun.value };
  const isMissing = /StateMachineDoesNotExist/.test(begun.problem);
  const missing = `there is no state machine ${machine.split(':').at(-1)} in ${region}.\n  Fix: deploy with the context "trail" (docs/deploy.md), or name the deployment with --prefix and --home.`;
  return { kind: 'refused', problem: isMissing ? missing : begun.problem };
}

async function confirmFirst(
  { usd }: Estimate,
  { isInteractive }: Terminal,
): Promise<string | null> {
  if (!isInteractive)
    return 'it costs money, and nobody is there to be asked.\n  Fix: agree with --yes.';
  const { confirm } = await import('@clack/prompts');
  const answer = await confirm({
    message: `Begin, for about $${Math.max(usd, 0.01).toFixed(2)}?`,
    initialValue: false,
  });
  return answer === true ? null : 'not begun: nobody agreed.';
}

type ReadRequest =
  | { readonly kind: 'request'; readonly request: RunRequest }
  | { readonly kind: 'unusable'; readonly problems: readonly string[] };

function readRequest(options: DistributedOptions, nowMs: number): ReadRequest {
  const { manifest = null, list = 'manifest', concurrency: text } = options;
  const period: ReadPeriod = readPeriod(options, nowMs);
  const concurrency = text === undefined ? CONCURRENCY : Number(text);
  const problems = period.kind === 'unusable' ? [period.problem] : [];
  if (!Number.isInteger(concurrency) || concurrency < 1 || concurrency > 10_000) {
    problems.push(
      `--concurrency is a whole number from 1 to 10000. Found ${JSON.stringify(text)}.`,
    );
  }
  if (list !== 'manifest' && list !== 'bucket') {
    problems.push(`--list is manifest or bucket. Found ${JSON.stringify(list)}.`);
  }
  if (manifest !== null && !/^s3:\/\/[^/]+\/manifests\/.+/.test(manifest)) {
    problems.push(
      `--manifest lies in the work bucket, s3://<work bucket>/manifests/NAME. Found ${JSON.stringify(manifest)}.`,
    );
  }
  if (manifest !== null && list === 'bucket') {
    problems.push('--manifest names the files, and --list bucket takes all of them: give one.');
  }
  if (period.kind === 'unusable' || problems.length > 0) return { kind: 'unusable', problems };
  const { fromMs, untilMs } = period;
  const reader = list === 'bucket' ? 'bucket' : 'manifest';
  return {
    kind: 'request',
    request: { fromMs, untilMs, reader, manifest, concurrency, only: false },
  };
}

function refuse({ err }: Terminal, problems: readonly string[]): Exit {
  for (const problem of problems) err(`geofence reconcile: ${problem}\n`);
  return EXIT.failed;
}
