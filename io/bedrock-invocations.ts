import {
  CloudWatchClient,
  GetMetricDataCommand,
  type MetricDataQuery,
  paginateListMetrics,
} from '@aws-sdk/client-cloudwatch';
import type { assumeRole } from './assume-role.ts';
import { CLIENT_OPTIONS } from './client-options.ts';

/** GetMetricData takes 500 queries a request (API reference, read 2026-11-25). */
const MOST_QUERIES = 500;
const HOUR_SECONDS = 3600;

/** Undefined for the account that this runs in. */
type CredentialsOf = (
  accountId: string,
  region: string,
) => ReturnType<typeof assumeRole> | undefined;

/**
 * Counts the successful calls of one clock hour that Bedrock itself counted in a Region: the sum of
 * `AWS/Bedrock` `Invocations` over all models (Bedrock user guide, monitoring-runtime-metrics, read
 * 2026-11-23). Needs `cloudwatch:ListMetrics` and `cloudwatch:GetMetricData`, in another account those
 * of the role that `credentialsOf` gives. Clients of other accounts are made for one look: thousands
 * would not fit into memory. They share the connections of their Region.
 */
export function createInvocationsReader(credentialsOf: CredentialsOf = () => undefined) {
  const clients = new Map<string, CloudWatchClient>();
  return async (region: string, fromMs: number, accountId?: string): Promise<number> => {
    const own = clients.get(region) ?? new CloudWatchClient({ ...CLIENT_OPTIONS, region });
    clients.set(region, own);
    const credentials = accountId === undefined ? undefined : credentialsOf(accountId, region);
    const { requestHandler } = own.config;
    const client =
      credentials === undefined
        ? own
        : new CloudWatchClient({ ...CLIENT_OPTIONS, region, credentials, requestHandler });
    const queries = await queriesOf(client);
    let sum = 0;
    for (let from = 0; from < queries.length; from += MOST_QUERIES) {
      sum += await sumOf(client, queries.slice(from, from + MOST_QUERIES), fromMs);
    }
    return sum;
  };
}

/** One query for each model that was called of late. */
async function queriesOf(client: CloudWatchClient): Promise<MetricDataQuery[]> {
  const input = { Namespace: 'AWS/Bedrock', MetricName: 'Invocations' };
  const queries: MetricDataQuery[] = [];
  for await (const { Metrics = [] } of paginateListMetrics({ client }, input)) {
    for (const Metric of Metrics) {
      const names = Metric.Dimensions?.map(({ Name }) => Name);
      if (names?.length !== 1 || names[0] !== 'ModelId') continue;
      const MetricStat = { Metric, Period: HOUR_SECONDS, Stat: 'Sum' };
      queries.push({ Id: `m${queries.length}`, MetricStat });
    }
  }
  return queries;
}

async function sumOf(
  client: CloudWatchClient,
  MetricDataQueries: MetricDataQuery[],
  fromMs: number,
): Promise<number> {
  const StartTime = new Date(fromMs);
  const EndTime = new Date(fromMs + HOUR_SECONDS * 1000);
  let sum = 0;
  let NextToken: string | undefined;
  do {
    const command = new GetMetricDataCommand({ MetricDataQueries, StartTime, EndTime, NextToken });
    const answer = await client.send(command);
    for (const { Values = [], StatusCode } of answer.MetricDataResults ?? []) {
      if (StatusCode !== 'Complete' && StatusCode !== 'PartialData') {
        throw new Error(`CloudWatch could not say how many calls there were: ${StatusCode}`);
      }
      sum += Values.reduce((all, value) => all + value, 0);
    }
    NextToken = answer.NextToken;
  } while (NextToken !== undefined);
  return sum;
}
