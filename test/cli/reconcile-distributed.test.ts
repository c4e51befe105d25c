import { beforeAll, describe, expect, it } from 'vitest';
import type { RunWorld } from '../../cli/open-run-world.ts';
import { type DistributedOptions, reconcileDistributed } from '../../cli/reconcile-distributed.ts';
import type { RunRequest } from '../../core/distribute/run-request.ts';
import type { ReconcileReport } from '../../core/prove/reconcile-report.ts';
import type { Execution } from '../../io/executions.ts';
import { aCall, aReported } from '../core/judge/records.ts';
import { aDistributedRun } from '../lambdas/a-distributed-run.ts';
import { aReconcile } from '../lambdas/a-reconcile.ts';
import { aTerminal } from './audit-files.ts';

const NOW = Date.parse('2026-11-05T12:00:00Z');
const MACHINE = 'arn:aws:states:eu-central-1:111122223333:stateMachine:bedrock-geofence-reconcile';
const EXECUTION = 'arn:aws:states:eu-central-1:111122223333:execution:bedrock-geofence-reconcile:r';
const LISTED = {
  run: { name: 'r', parts: 3 },
  ...{ files: 1200, bytes: 250_000_000, kept: 48, concurrency: 100, items: 1248 },
};
let REPORT: ReconcileReport;

beforeAll(async () => {
  const world = aReconcile();
  world.deliver('20261103T1040', aCall(), aReported('us-east-1'));
  REPORT = (await aDistributedRun(world).run()).report;
});

/** A deployment whose executions end as they are told: the listing first, then the run. */
function aDeployment(
  ends: readonly (Execution | Error)[],
  report: () => ReconcileReport = () => REPORT,
) {
  const started: RunRequest[] = [];
  const left = [...ends];
  const world: RunWorld = {
    ...{ machine: MACHINE, region: 'eu-central-1', workBucket: 'work' },
    executions: {
      async start(_machine, name, input) {
        started.push(input as RunRequest);
        return EXECUTION.replace(/r$/, name);
      },
      async describe() {
        const next = left.shift() ?? { status: 'RUNNING' };
        if (next instanceof Error) throw next;
        return next;
      },
      progress: async () => ({ total: 1248, done: 600, failed: 0 }),
      failures: async () => [{ arn: `${EXECUTION}:b-1`, problem: 'the bucket did not answer' }],
    },
    readReport: async () => report(),
    wait: async () => undefined,
  };
  return { world, started };
}

const DONE: Execution = {
  status: 'SUCCEEDED',
  output: JSON.stringify({ report: 'runs/r/report.json' }),
};
const LISTING: Execution = { status: 'SUCCEEDED', output: JSON.stringify(LISTED) };
const RUNNING: Execution = { status: 'RUNNING' };

async function run(
  options: Partial<DistributedOptions>,
  { world, started } = aDeployment([LISTING, RUNNING, RUNNING, RUNNING, RUNNING, DONE]),
  over: Parameters<typeof aTerminal>[0] = {},
) {
  let clock = NOW;
  const { terminal, out, err } = aTerminal({ now: () => (clock += 5000), ...over });
  const exit = await reconcileDistributed(
    { prefix: 'bedrock-geofence', ...options },
    () => NOW,
    terminal,
    {
      open: async () => world,
      whoCalls: async () => ({ accountId: '111122223333', region: 'eu-central-1' }),
    },
  );
  return { exit, text: out(), err: err(), started };
}

describe('geofence reconcile --distributed', () => {
  it('lists, says what it takes and costs, begins, and prints what it found', async () => {
    const { exit, text, err, started } = await run({
      yes: true,
      from: '2026-11-03',
      until: '2026-11-04',
    });
    expect(started).toMatchObject([{ only: true }, { only: false }]);
    expect(started[1]).toEqual({
      fromMs: Date.parse('2026-11-03'),
      untilMs: Date.parse('2026-11-05'),
      ...{ reader: 'manifest', manifest: null, concurrency: 100, only: false },
    });
    expect(err).toMatch(/To read +1200 log files \(250.0 MB, packed\), 48 objects of evidence/);
    expect(err).toMatch(/It takes +about \d+ min/);
    expect(err).toMatch(/It costs +about \$\d+\.\d\d \(list prices/);
    expect(err).toContain('600 of 1248 files read');
    expect(text).toContain('2 records were added, marked as reconciled; 2 calls were missing.');
    expect(exit).toBe(2);
    for (const line of err.split('\n').filter((each) => !each.includes('arn:'))) {
      expect(line.length).toBeLessThanOrEqual(80);
    }
  });

  it('says that only named files were read, where somebody named them', async () => {
    const manifest = 's3://work/manifests/two';
    const named = aDeployment([LISTING, DONE], () => ({ ...REPORT, manifest }));
    const { text } = await run({ yes: true, manifest }, named);
    expect(text).toContain(
      `Only files that this list names were read; of others this says nothing:\n  ${manifest}\n`,
    );
    expect((await run({ yes: true })).text).not.toContain('this list names');
  });

  it.each([
    [0, { left: 0, hours: [], silent: [] }],
    [1, { left: 3, hours: [], silent: [] }],
    [2, { left: 0, hours: [], silent: [], files: 0 }],
  ])('ends with %i, as a comparison in one piece does', async (code, over) => {
    const deployment = aDeployment([LISTING, DONE], () => ({ ...REPORT, ...over }));
    expect((await run({ yes: true }, deployment)).exit).toBe(code);
  });

  it('begins nothing where nobody agreed', async () => {
    const { exit, err, started } = await run({});
    expect(started).toHaveLength(1);
    expect(err).toContain('agree with --yes');
    expect(exit).toBe(2);
  });

  it('left alone it goes on, and is followed again', async () => {
    const leaving = new AbortController();
    const deployment = aDeployment([LISTING]);
    const start = deployment.world.executions.start;
    const executions = {
      ...deployment.world.executions,
      start: async (...args: Parameters<typeof start>) => {
        const execution = await start(...args);
        if (deployment.started.length === 2) leaving.abort();
        return execution;
      },
    };
    const left = { ...deployment, world: { ...deployment.world, executions } };
    const { exit, err } = await run({ yes: true }, left, { signal: leaving.signal });
    expect(exit).toBe(130);
    const [, execution = ''] = /geofence reconcile --follow (\S+)/.exec(err) ?? [];
    const again = await run({ follow: execution }, aDeployment([RUNNING, DONE]));
    expect(again.text).toContain('records were added');
    expect(again.started).toEqual([]);
  });

  it('a run that failed says which batches, and how to run on', async () => {
    const ended: Execution = { status: 'ended', how: 'FAILED', problem: 'too many failures' };
    const { exit, err } = await run({ yes: true }, aDeployment([LISTING, ended]));
    expect(err).toContain('the run ended: FAILED. too many failures');
    expect(err).toContain('batch b-1: the bucket did not answer');
    expect(err).toContain('aws stepfunctions redrive-execution --region eu-central-1');
    expect(exit).toBe(2);
  });

  const named = (name: string, message = '') => Object.assign(new Error(message), { name });
  it.each<[string, Partial<DistributedOptions>, string]>([
    ['a time that runs backwards', { from: '2026-11-04', until: '2026-11-03' }, 'is after --until'],
    ['a concurrency that is none', { concurrency: 'many' }, 'a whole number from 1 to 10000'],
    ['a lister that is none', { list: 'me' }, '--list is manifest or bucket'],
    ['a manifest elsewhere', { manifest: 's3://other/list' }, 's3://<work bucket>/manifests/NAME'],
    ['an execution that is none', { follow: 'r' }, '--follow takes the ARN'],
  ])('%s is refused', async (_, options, problem) => {
    const { exit, err, started } = await run({ yes: true, ...options });
    expect(err).toContain(problem);
    expect(started).toEqual([]);
    expect(exit).toBe(2);
  });

  it.each([
    ['StateMachineDoesNotExist', 'deploy with the context "trail"'],
    ['AccessDeniedException', 'states:StartExecution'],
  ])('%s says what to do', async (name, advice) => {
    const { world, started } = aDeployment([]);
    const start = async () => {
      throw named(name);
    };
    const refused = { ...world, executions: { ...world.executions, start } };
    const { exit, err } = await run({ yes: true }, { world: refused, started });
    expect(err).toContain(advice);
    expect(exit).toBe(2);
  });
});
