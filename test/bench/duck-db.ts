import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** A command that reads a corpus with DuckDB, or why there is none. */
export type DuckDb =
  | { readonly kind: 'found'; readonly command: (folder: string) => readonly string[] }
  | { readonly kind: 'missing'; readonly reason: string };

const PACKAGE = 'duckdb==1.4.1';
const VENV = resolve(import.meta.dirname, '../../.venv-bench');

/** Columns are named, so that nothing has to be found out. */
const SCRIPT = `
import sys, duckdb
db = duckdb.connect()
db.execute("set threads = 2; set enable_progress_bar = false")
record = "STRUCT(eventSource VARCHAR, eventName VARCHAR, eventType VARCHAR, awsRegion VARCHAR, eventTime VARCHAR, requestID VARCHAR, requestParameters STRUCT(modelId VARCHAR), additionalEventData STRUCT(inferenceRegion VARCHAR))"
rows = db.execute(f"""
  select count(*) filter (where r.eventSource like 'bedrock%'), count(*)
  from (select unnest(Records) r from read_json(?, columns = {{'Records': '{record}[]'}}, maximum_object_size = 300000000))
""", [sys.argv[1] + "/*.json.gz"]).fetchall()
print(*rows[0])
`;

/** Finds DuckDB in `.venv-bench`, and installs it there where that can be done. */
export function findDuckDb(): DuckDb {
  const python = join(VENV, 'bin/python');
  if (!existsSync(python)) {
    const steps = [
      ['python3', '-m', 'venv', VENV],
      [python, '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', PACKAGE],
    ];
    for (const [command = '', ...args] of steps) spawnSync(command, args, { stdio: 'ignore' });
  }
  const { status } = spawnSync(python, ['-c', 'import duckdb'], { stdio: 'ignore' });
  if (status !== 0) return { kind: 'missing', reason: `${PACKAGE} cannot be installed in ${VENV}` };
  return { kind: 'found', command: (folder) => [python, '-c', SCRIPT, folder] };
}
