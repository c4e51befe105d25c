import { availableParallelism } from 'node:os';
import type { Command } from 'commander';
import { momentMs } from '../core/policy/moment.ts';
import type { CollectOptions } from './collect-logs.ts';

/** What a person may say of sources, as it was typed. */
export type SourceFlags = {
  readonly jobs?: string;
  readonly from?: string;
  readonly until?: string;
  readonly endpointUrl?: string;
  readonly profile?: string;
  readonly region?: string;
};

export type ReadFlags =
  | { readonly kind: 'options'; readonly options: CollectOptions }
  | { readonly kind: 'wrong'; readonly problem: string };

/** The options of every command that reads logs. */
export function addSourceOptions(command: Command): Command {
  return command
    .option('--from <time>', 'only calls since this UTC day or instant')
    .option('--until <time>', 'only calls up to this UTC day or instant, included')
    .option('--jobs <n>', 'threads that read', String(availableParallelism()))
    .option('--profile <name>', 'profile of AWS, for s3://')
    .option('--region <region>', 'Region of AWS, for s3://')
    .option('--endpoint-url <url>', 'another endpoint than that of AWS, for s3://');
}

const MOST_JOBS = 64;

/** Checks all of them; all problems at once. */
export function readSourceFlags(flags: SourceFlags, env: NodeJS.ProcessEnv): ReadFlags {
  const problems: string[] = [];
  const moment = (flag: 'from' | 'until') => {
    const text = flags[flag];
    if (text === undefined) return null;
    const timeMs = momentMs(text, flag === 'from' ? 'first' : 'last');
    if (timeMs === null) {
      problems.push(
        `--${flag} ${JSON.stringify(text)} is neither a day (2026-11-03) nor an instant (2026-11-03T10:00:00Z)`,
      );
    }
    return timeMs;
  };
  const window = { fromMs: moment('from'), untilMs: moment('until') };
  if (window.fromMs !== null && window.untilMs !== null && window.fromMs > window.untilMs) {
    problems.push(`--from ${flags.from} is after --until ${flags.until}`);
  }
  const jobs = flags.jobs === undefined ? 1 : Number(flags.jobs);
  if (!Number.isInteger(jobs) || jobs < 1 || jobs > MOST_JOBS) {
    problems.push(`--jobs ${JSON.stringify(flags.jobs)} is no whole number from 1 to ${MOST_JOBS}`);
  }
  const endpointUrl = flags.endpointUrl ?? env.AWS_ENDPOINT_URL_S3 ?? env.AWS_ENDPOINT_URL;
  if (endpointUrl !== undefined && !URL.canParse(endpointUrl)) {
    problems.push(`the endpoint ${JSON.stringify(endpointUrl)} is no URL`);
  }
  if (problems.length > 0) return { kind: 'wrong', problem: problems.join('\n') };
  const { profile, region } = flags;
  const isOpen = window.fromMs === null && window.untilMs === null;
  const options = { jobs, endpointUrl, profile, region, window: isOpen ? undefined : window };
  return { kind: 'options', options };
}
