import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeCorpus } from './corpus.ts';
import { findDuckDb } from './duck-db.ts';
import { median, type Timed, timed } from './timed.ts';

/**
 * Times `geofence audit` of 375 MB of logs against what else can unpack or read them, all in one run and
 * in turns, and measures its memory: `npm run bench`. Ends with 1 where the memory is over the limit.
 */

const FILES = 500;
const RECORDS_PER_FILE = 489;
const ROUNDS = Number(process.env.ROUNDS ?? 7);
const MAX_RSS_MB = { 1: 150, 2: 200 } as const;
const MAIN = join(import.meta.dirname, 'measured-main.mjs');
const PARSE_ALL = join(import.meta.dirname, 'parse-all.mjs');
const EXPECTED = {
  records: FILES * RECORDS_PER_FILE,
  calls: Math.ceil((FILES * RECORDS_PER_FILE) / 100),
};

type Runner = { readonly command: readonly string[]; readonly check?: (run: Timed) => void };

const folder = mkdtempSync(join(tmpdir(), 'geofence-bench-'));
try {
  const { files, unpackedBytes, packedBytes } = writeCorpus(folder, FILES, RECORDS_PER_FILE);
  const ratio = (unpackedBytes / packedBytes).toFixed(1);
  console.log(
    `${FILES} files, ${EXPECTED.records} records, ${mega(unpackedBytes)} MB unpacked, ${ratio} to 1; medians of ${ROUNDS} rounds\n`,
  );
  const runs = runInTurns(runnersOf(files));
  printTimes(runs, unpackedBytes);
  printRatios(runs);
  process.exitCode = printMemory(runs) ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true });
}

function runnersOf(files: readonly string[]): ReadonlyMap<string, Runner> {
  const node = (script: string, ...args: readonly string[]) => [process.execPath, script, ...args];
  const audit = (jobs: string): Runner => ({
    command: node(
      MAIN,
      'audit',
      folder,
      '--allow',
      'eu',
      '--format',
      'json',
      '--quiet',
      '--jobs',
      jobs,
    ),
    check: checkAudit,
  });
  const all = new Map<string, Runner>([
    ['audit, 1 job', audit('1')],
    ['audit, 2 jobs', audit('2')],
    ['Node gunzip alone, 1 thread', { command: node(PARSE_ALL, folder, '1', 'unzip') }],
    ['Node gunzip alone, 2 threads', { command: node(PARSE_ALL, folder, '2', 'unzip') }],
    ['JSON.parse, 1 thread', { command: node(PARSE_ALL, folder, '1', 'parse'), check: checkCount }],
    [
      'JSON.parse, 2 threads',
      { command: node(PARSE_ALL, folder, '2', 'parse'), check: checkCount },
    ],
  ]);
  const libdeflate = ['libdeflate-gunzip', '-c', ...files];
  if (isThere('libdeflate-gunzip')) {
    all.set('libdeflate-gunzip', {
      command: ['bash', '-c', '"$@" >/dev/null', 'bash', ...libdeflate],
    });
  } else {
    console.log('libdeflate-gunzip is not installed (Debian: libdeflate-tools): not compared');
  }
  const duckDb = findDuckDb();
  if (duckDb.kind === 'found')
    all.set('DuckDB, 2 threads', { command: duckDb.command(folder), check: checkCount });
  else console.log(`DuckDB: not compared, ${duckDb.reason}`);
  return all;
}

/** Each in turn, round after round, so that whatever else the machine does falls on all alike. */
function runInTurns(runners: ReadonlyMap<string, Runner>): ReadonlyMap<string, readonly Timed[]> {
  const runs = new Map<string, Timed[]>();
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, { command, check }] of runners) {
      const run = timed(command);
      check?.(run);
      runs.set(name, [...(runs.get(name) ?? []), run]);
    }
  }
  return runs;
}

function printTimes(runs: ReadonlyMap<string, readonly Timed[]>, bytes: number): void {
  console.log(`${''.padEnd(30)}   wall s   MB/s    processor s`);
  for (const [name, all] of runs) {
    const seconds = median(all.map((run) => run.seconds));
    const cpu = median(all.map(({ cpuSeconds }) => cpuSeconds));
    console.log(
      `${name.padEnd(30)} ${seconds.toFixed(2).padStart(8)} ${mega(bytes / seconds).padStart(6)} ${cpu.toFixed(2).padStart(14)}`,
    );
  }
}

/** How many times as fast as each of the others; of every round, and the median of these. */
function printRatios(runs: ReadonlyMap<string, readonly Timed[]>): void {
  const goals = [
    ['audit, 2 jobs', 'libdeflate-gunzip', 'at least 0.55, aim 0.85'],
    ['audit, 1 job', 'JSON.parse, 1 thread', 'at least 4, aim 5'],
    ['audit, 2 jobs', 'JSON.parse, 2 threads', 'at least 4'],
    ['audit, 2 jobs', 'DuckDB, 2 threads', 'at least 2.5, aim 4'],
    ['Node gunzip alone, 1 thread', 'JSON.parse, 1 thread', 'what unzipping alone leaves room for'],
    ['Node gunzip alone, 2 threads', 'JSON.parse, 2 threads', 'the same'],
    ['Node gunzip alone, 2 threads', 'libdeflate-gunzip', 'the same'],
    ['audit, 1 job', 'Node gunzip alone, 1 thread', 'of the most there is'],
    ['audit, 2 jobs', 'Node gunzip alone, 2 threads', 'the same'],
  ] as const;
  console.log('');
  for (const [ours, theirs, goal] of goals) {
    const [mine = [], other] = [runs.get(ours), runs.get(theirs)];
    if (other === undefined) continue;
    const by = (of: (run: Timed) => number) =>
      median(mine.map((run, round) => of(other[round] ?? run) / of(run))).toFixed(2);
    const wall = by(({ seconds }) => seconds);
    const cpu = by(({ cpuSeconds }) => cpuSeconds);
    console.log(`${ours} against ${theirs}: ${wall}x, by processor time ${cpu}x (${goal})`);
  }
}

function printMemory(runs: ReadonlyMap<string, readonly Timed[]>): boolean {
  console.log('');
  return ([1, 2] as const)
    .map((jobs) => {
      const all = runs.get(jobs === 1 ? 'audit, 1 job' : 'audit, 2 jobs') ?? [];
      const rss = Math.max(
        ...all.map(({ stderr }) => Number(/rss (\d+)/.exec(stderr)?.[1]) / 1024),
      );
      console.log(
        `memory, ${jobs === 1 ? '1 job' : '2 jobs'}: ${rss.toFixed(0)} MB at most (limit ${MAX_RSS_MB[jobs]} MB)`,
      );
      return rss <= MAX_RSS_MB[jobs];
    })
    .every((isWithin) => isWithin);
}

function checkAudit({ stdout }: Timed): void {
  const { totals } = JSON.parse(stdout) as { totals: { records: number; calls: number } };
  if (totals.records !== EXPECTED.records || totals.calls !== EXPECTED.calls)
    throw new Error(`wrong answer: ${JSON.stringify(totals)}`);
}

function checkCount({ stdout }: Timed): void {
  if (Number.parseInt(stdout, 10) !== EXPECTED.calls) throw new Error(`wrong answer: ${stdout}`);
}

function isThere(command: string): boolean {
  return timed(['bash', '-c', `command -v ${command} || true`]).stdout !== '';
}

function mega(bytes: number): string {
  return (bytes / 1e6).toFixed(0);
}
