import { setTimeout as sleep } from 'node:timers/promises';
import {
  AthenaClient,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  StartQueryExecutionCommand,
} from '@aws-sdk/client-athena';
import { clientOf, type Place } from './emulator/client-of.ts';

export type Row = Readonly<Record<string, string | null>>;

/**
 * Asks in the workgroup of the watcher, as `aws athena start-query-execution` does. Athena gives columns
 * names in lower case, DuckDB those of the fields.
 */
export async function ask(sql: string, place: Place): Promise<readonly Row[]> {
  const client = new AthenaClient(clientOf(place));
  const { QueryExecutionId } = await client.send(
    new StartQueryExecutionCommand({
      QueryString: sql,
      WorkGroup: 'bedrock-geofence-questions',
      QueryExecutionContext: { Database: 'bedrock_geofence' },
    }),
  );
  for (;;) {
    const { QueryExecution } = await client.send(
      new GetQueryExecutionCommand({ QueryExecutionId }),
    );
    const { State, StateChangeReason } = QueryExecution?.Status ?? {};
    if (State === 'FAILED') throw new Error(`${StateChangeReason}\n${sql}`);
    if (State === 'SUCCEEDED') break;
    await sleep(50);
  }
  const rows: (string | null)[][] = [];
  let NextToken: string | undefined;
  do {
    const page = await client.send(new GetQueryResultsCommand({ QueryExecutionId, NextToken }));
    for (const { Data = [] } of page.ResultSet?.Rows ?? []) {
      rows.push(Data.map(({ VarCharValue = null }) => VarCharValue));
    }
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  const [names = [], ...answers] = rows;
  return answers.map((row) =>
    Object.fromEntries(names.map((name, at) => [(name ?? '').toLowerCase(), row[at] ?? null])),
  );
}
