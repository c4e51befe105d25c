import { catalog } from '../core/catalog/known.ts';
import type { ReconcileReport } from '../core/prove/reconcile-report.ts';
import { bucketNameOf, nameOf } from '../core/watch/name-of.ts';
import type { Executions } from '../io/executions.ts';

/** The deployment whose state machine runs, as far as a command touches it. */
export type RunWorld = {
  /** ARN of the state machine. */
  readonly machine: string;
  readonly region: string;
  readonly workBucket: string;
  readonly executions: Executions;
  /** Rejects where it is not there. */
  readonly readReport: (key: string) => Promise<ReconcileReport>;
  /** Waits; ends early when the signal fires. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
};

export type RunPlace = {
  readonly prefix: string;
  readonly region: string;
  readonly accountId: string;
};

/** Opens the deployment of one account and home Region. Nothing is asked before it is used. */
export async function openRunWorld({ prefix, region, accountId }: RunPlace): Promise<RunWorld> {
  const { createExecutions } = await import('../io/executions.ts');
  const place = { prefix, region };
  const partition = catalog.regions.find(({ code }) => code === region)?.partition ?? 'aws';
  const workBucket = bucketNameOf('work', accountId, place);
  return {
    machine: `arn:${partition}:states:${region}:${accountId}:stateMachine:${nameOf('reconcileRun', place)}`,
    ...{ region, workBucket },
    executions: createExecutions(region),
    async readReport(key) {
      const { createWorkBucket } = await import('../io/work-bucket.ts');
      const bytes = await createWorkBucket(workBucket, region).read(key);
      if (bytes === null) throw new Error(`s3://${workBucket}/${key} is not there any more`);
      return JSON.parse(Buffer.from(bytes).toString('utf8')) as ReconcileReport;
    },
    wait: (ms, signal) =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, ms);
        signal.addEventListener('abort', () => {
          clearTimeout(timer);
          resolve();
        });
      }),
  };
}

/** The deployment that an execution belongs to; null where the text is no ARN of one. */
export function readExecutionArn(arn: string): RunPlace | null {
  const [, region, accountId, prefix] =
    /^arn:aws[a-z-]*:states:([a-z0-9-]+):(\d{12}):execution:([A-Za-z0-9-]+)-reconcile:[^:]+$/.exec(
      arn,
    ) ?? [];
  if (region === undefined || accountId === undefined || prefix === undefined) return null;
  return { region, accountId, prefix };
}
