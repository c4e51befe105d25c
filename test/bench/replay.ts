import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { catalog } from '../../core/catalog/known.ts';
import { aCall } from '../core/judge/records.ts';
import { EU_FROM_FRANKFURT, regionDeny } from '../core/prevent/article.ts';

/**
 * Times `geofence replay` of 100,000 recorded calls against `geofence audit` of the same files, in one
 * run. Every 20th call is of a role of its own, so that simulation cannot remember it. `npm run
 * bench:replay`; ends with 1 where it takes 10 seconds or more.
 */

const CALLS = 100_000;
const A_FILE = 2_000;
const RUNS = 3;
const LIMIT_SECONDS = 10;

const folder = mkdtempSync(join(tmpdir(), 'geofence-bench-replay-'));
try {
  writeCalls(folder);
  const scp = join(folder, 'scp.policy');
  writeFileSync(
    scp,
    JSON.stringify(regionDeny(['eu-central-1', 'us-east-1'], [EU_FROM_FRANKFURT])),
  );
  const rest = [folder, '--allow', 'eu', '--format', 'json', '--quiet'];
  const audit = median(() => time(['audit', ...rest]));
  const replay = median(() => time(['replay', '--scp', scp, ...rest]));
  console.log(`audit   ${audit.toFixed(2)} s`);
  console.log(
    `replay  ${replay.toFixed(2)} s, ${(replay / audit).toFixed(2)}x of audit, ${Math.round(CALLS / replay)} calls/s`,
  );
  process.exitCode = replay < LIMIT_SECONDS ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true });
}

function writeCalls(into: string): void {
  const profiles = catalog.profiles.filter(({ prefix }) => prefix === 'eu' || prefix === 'global');
  for (let from = 0; from < CALLS; from += A_FILE) {
    const Records = Array.from({ length: A_FILE }, (_, index) => {
      const number = from + index;
      const role = `arn:aws:iam::111122223333:role/${number % 20 === 0 ? `R${number}` : 'Chat'}`;
      const profile = profiles[number % profiles.length];
      return aCall({
        ...{ requestID: `request-${number}`, eventID: `event-${number}` },
        userIdentity: {
          ...{ type: 'AssumedRole', accountId: '111122223333' },
          sessionContext: { sessionIssuer: { type: 'Role', arn: role } },
        },
        requestParameters: { modelId: profile?.id },
        additionalEventData: { inferenceRegion: number % 7 === 0 ? 'eu-west-3' : 'eu-central-1' },
      });
    });
    writeFileSync(
      join(into, `${from}.json.gz`),
      gzipSync(JSON.stringify({ Records }), { level: 1 }),
    );
  }
}

function time(args: readonly string[]): number {
  const startMs = performance.now();
  const { stdout, error } = spawnSync(process.execPath, ['dist/main.mjs', ...args], {
    encoding: 'utf8',
    maxBuffer: 1e9,
  });
  if (error !== undefined) throw error;
  const { calls = 0, totals } = JSON.parse(stdout) as {
    calls?: number;
    totals?: { calls: number };
  };
  if ((totals?.calls ?? calls) !== CALLS) throw new Error(`wrong answer: ${stdout.slice(0, 300)}`);
  return (performance.now() - startMs) / 1000;
}

function median(measure: () => number): number {
  const times = Array.from({ length: RUNS }, measure).sort((a, b) => a - b);
  return times[RUNS >> 1] ?? Number.NaN;
}
