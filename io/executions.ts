import {
  DescribeExecutionCommand,
  DescribeMapRunCommand,
  ListExecutionsCommand,
  ListMapRunsCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { CLIENT_OPTIONS } from './client-options.ts';

/** How far an execution has come. */
export type Execution =
  | { readonly status: 'RUNNING' }
  | { readonly status: 'SUCCEEDED'; readonly output: string }
  /** Failed, aborted, timed out. */
  | { readonly status: 'ended'; readonly how: string; readonly problem: string };

/** Items of the maps of an execution. */
export type MapProgress = {
  readonly total: number;
  readonly done: number;
  readonly failed: number;
};

/** A child of a map that failed, and why. */
export type FailedChild = { readonly arn: string; readonly problem: string };

export type Executions = ReturnType<typeof createExecutions>;

/**
 * Starts executions of a state machine and looks at them. Needs `states:StartExecution` on the machine,
 * `states:DescribeExecution`, `states:ListMapRuns` and `states:DescribeMapRun` on its executions, and
 * `states:ListExecutions` where one failed.
 */
export function createExecutions(region: string) {
  const client = new SFNClient({ ...CLIENT_OPTIONS, region });
  const mapRunsOf = async (executionArn: string) => {
    const { mapRuns = [] } = await client.send(new ListMapRunsCommand({ executionArn }));
    return mapRuns.flatMap(({ mapRunArn }) => mapRunArn ?? []);
  };
  return {
    async start(stateMachineArn: string, name: string, input: unknown): Promise<string> {
      const start = { stateMachineArn, name, input: JSON.stringify(input) };
      const { executionArn = '' } = await client.send(new StartExecutionCommand(start));
      return executionArn;
    },
    async describe(executionArn: string): Promise<Execution> {
      const found = await client.send(new DescribeExecutionCommand({ executionArn }));
      const { status = 'unknown', output = '{}', error = '', cause = '' } = found;
      if (status === 'RUNNING' || status === 'PENDING_REDRIVE') return { status: 'RUNNING' };
      if (status === 'SUCCEEDED') return { status, output };
      return { status: 'ended', how: status, problem: describeCause(error, cause) };
    },
    async progress(executionArn: string): Promise<MapProgress> {
      const sum = { total: 0, done: 0, failed: 0 };
      for (const mapRunArn of await mapRunsOf(executionArn)) {
        const { itemCounts } = await client.send(new DescribeMapRunCommand({ mapRunArn }));
        sum.total += itemCounts?.total ?? 0;
        sum.done += itemCounts?.succeeded ?? 0;
        sum.failed += itemCounts?.failed ?? 0;
      }
      return sum;
    },
    /** Some of the children that failed; each names its batch. */
    async failures(executionArn: string): Promise<readonly FailedChild[]> {
      const failed: FailedChild[] = [];
      for (const mapRunArn of await mapRunsOf(executionArn)) {
        const list = { mapRunArn, statusFilter: 'FAILED', maxResults: 20 } as const;
        const { executions = [] } = await client.send(new ListExecutionsCommand(list));
        for (const { executionArn: arn = '' } of executions) {
          const child = await client.send(new DescribeExecutionCommand({ executionArn: arn }));
          failed.push({ arn, problem: describeCause(child.error ?? '', child.cause ?? '') });
        }
      }
      return failed;
    },
  };
}

/** Lambda hands its error over as JSON. */
function describeCause(error: string, cause: string): string {
  try {
    const { errorMessage } = JSON.parse(cause) as { errorMessage?: unknown };
    if (typeof errorMessage === 'string') return errorMessage;
  } catch {}
  return [error, cause].filter(Boolean).join(': ');
}
