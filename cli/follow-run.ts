import { ask } from '../io/ask.ts';
import type { Execution } from '../io/executions.ts';
import type { RunWorld } from './open-run-world.ts';
import { tellProgress } from './tell-progress.ts';
import type { Terminal } from './terminal.ts';

/** How following an execution ended. */
export type Followed =
  | { readonly kind: 'done'; readonly output: string }
  /** The person walked away; it goes on. */
  | { readonly kind: 'left' }
  /** It ended otherwise, or could not be looked at; a few lines for a person. */
  | { readonly kind: 'failed'; readonly problem: string };

const EVERY_MS = 2_000;
const SHOWN = 5;

/** Follows an execution to its end and tells how far its maps have come. `mend`: what to do where it fails. */
export async function followRun(
  execution: string,
  { executions, wait, region }: RunWorld,
  terminal: Terminal,
  mend: 'redrive' | 'begin again' = 'redrive',
): Promise<Followed> {
  const progress = tellProgress(terminal);
  try {
    for (;;) {
      const found = await ask('states:DescribeExecution', () => executions.describe(execution));
      if (found.kind === 'none')
        return { kind: 'failed', problem: `${execution}: ${found.problem}` };
      const { value } = found;
      if (value.status === 'SUCCEEDED') return { kind: 'done', output: value.output };
      if (value.status === 'ended') {
        return { kind: 'failed', problem: await describeEnd(value) };
      }
      if (terminal.signal.aborted) return { kind: 'left' };
      const maps = await ask('states:DescribeMapRun', () => executions.progress(execution));
      progress.update((seconds) => progressText(maps, seconds));
      await wait(EVERY_MS, terminal.signal);
    }
  } finally {
    progress.done();
  }

  async function describeEnd({ how, problem }: Execution & { status: 'ended' }): Promise<string> {
    const failed = await ask('states:ListExecutions', () => executions.failures(execution));
    const children = failed.kind === 'answer' ? failed.value : [];
    return [
      `the run ended: ${how}. ${problem}`,
      ...children
        .slice(0, SHOWN)
        .map((child) => `  batch ${child.arn.split(':').at(-1)}: ${child.problem}`),
      ...(children.length > SHOWN ? [`  and ${children.length - SHOWN} more`] : []),
      ...(failed.kind === 'none'
        ? [`  Its batches could not be looked at: ${failed.problem}`]
        : []),
      ...(mend === 'begin again'
        ? ['  Fix: mend what it says, and begin again.']
        : [
            '  Fix: mend what it says, then run on from where it failed, within 14 days:',
            `  aws stepfunctions redrive-execution --region ${region} --execution-arn ${execution}`,
            `  geofence reconcile --follow ${execution}`,
          ]),
    ].join('\n');
  }
}

function progressText(
  maps: Awaited<ReturnType<typeof ask<Awaited<ReturnType<RunWorld['executions']['progress']>>>>>,
  seconds: number,
): string {
  const time = `${Math.round(seconds)} s`;
  if (maps.kind === 'none') return `running, ${time} (${maps.problem})`;
  const { total, done, failed } = maps.value;
  if (total === 0) return `listing the trail, ${time}`;
  const bad = failed === 0 ? '' : `, ${failed} failed`;
  if (done + failed < total) return `${done} of ${total} files read${bad}, ${time}`;
  return `all ${total} files read${bad}, comparing, ${time}`;
}
