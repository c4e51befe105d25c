import { generateKeyPairSync, sign } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { createInterner } from '../../core/judge/intern-facts.ts';
import { createAloneJudge } from '../../core/judge/judge-alone.ts';
import { policyFromAllow } from '../../core/policy/allow-policy.ts';
import { canonicalJson, sha256Hex } from '../../core/policy/canonical-json.ts';
import { readPublicKey } from '../../core/prove/check-signature.ts';
import { createEvidenceWriter } from '../../core/prove/evidence-line.ts';
import { readMessages } from '../../lambdas/ingest/read-messages.ts';
import { runHourly } from '../../lambdas/seal/hourly.ts';
import { createBodies } from './events.ts';
import { evidenceOfHour } from './scale-evidence.ts';
import { DEFAULT_REGIONS } from './scale-plan.ts';

/**
 * Times the hourly run over an hour of evidence in memory against unpacking and parsing the same lines
 * once, in one run. `npm run bench:hourly`; with `-- --rate 500` over an hour of 1,000 accounts in 17
 * Regions at so many calls a second. Under `node --expose-gc` it tells what is alive in memory.
 */

const BATCHES = 100;
const RECORDS = 2350;
const NOW = Date.UTC(2026, 10, 3, 11, 35);
const FOLDER = 'evidence/v1/date=2026-11-03/hour=10';

const given = process.argv.indexOf('--rate');
const isOrganization = given !== -1;
const hour = isOrganization
  ? evidenceOfHour(Number(process.argv[given + 1]), FOLDER)
  : evidenceOfOneAccount();
const { policy, policySha256, lines } = hour;
const objects = new Map<string, Uint8Array>([
  [`policies/v1/${policySha256}.json`, Buffer.from(canonicalJson(policy))],
  /** The watcher began an hour before: the hour in which it began is not compared. */
  ['evidence/v1/date=2026-11-03/hour=09/first.jsonl.gz', gzipSync('\n')],
  ...hour.objects,
]);
console.log(`${lines} lines of evidence in ${hour.objects.size} objects`);
let aliveMb = 0;
let reads = 0;

const parse = await time(async () => {
  for (const bytes of hour.objects.values()) {
    for (const line of gunzipSync(bytes).toString().trimEnd().split('\n')) JSON.parse(line);
  }
});
const run = await time(runOnce);
const perMillion = (ms: number) => ((ms / lines) * 1000).toFixed(1);
console.log(`gunzip and JSON.parse  ${perMillion(parse)} s a million lines`);
console.log(
  `the hourly run         ${perMillion(run)} s a million lines, ${(run / parse).toFixed(1)}x`,
);
console.log(
  `memory                 ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB at most`,
);
if (aliveMb > 0) console.log(`alive                  ${aliveMb.toFixed(0)} MB at most`);

function evidenceOfOneAccount() {
  const read = policyFromAllow(['eu']);
  if (read.kind === 'problems') throw new Error('the policy of this benchmark is broken');
  const write = createEvidenceWriter(read.sha256, '0.0.0');
  const intern = createInterner();
  const judge = createAloneJudge(read.resolved);
  const made = new Map<string, Uint8Array>();
  for (let batch = 0; batch < BATCHES; batch += 1) {
    const bodies = createBodies(RECORDS, batch).map((body, at) => ({ id: String(at), body }));
    const some = readMessages(bodies, intern).flatMap(({ reading }) =>
      'line' in reading ? [write(judge(reading.line))] : [],
    );
    const bytes = gzipSync(`${some.join('\n')}\n`, { level: 1 });
    made.set(`${FOLDER}/eu-central-1-${sha256Hex(bytes)}.jsonl.gz`, bytes);
  }
  const { resolved, sha256 } = read;
  return { policy: resolved, policySha256: sha256, objects: made, lines: BATCHES * RECORDS };
}

async function runOnce(): Promise<void> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = readPublicKey(publicKey.export({ type: 'spki', format: 'der' }));
  if (key.kind === 'bad') throw new Error(key.problem);
  const world = new Map(objects);
  await runHourly(
    {
      ...{ keyArn: 'arn', publicKey: key, code: '0.0.0', regions: DEFAULT_REGIONS },
      policy,
      topology: isOrganization ? 'organization' : 'single',
      tell: {
        ...{ policySha256: '', fences: [], accountNames: {}, runbookUrl: null },
        dashboardUrl: '',
        evidence: '',
      },
    },
    {
      async *list(prefix) {
        const keys = [...world.keys()].filter((each) => each.startsWith(prefix)).sort();
        for (const each of keys) yield { key: each, writtenMs: NOW - 3_600_000 };
      },
      async read(each) {
        lookAtMemory();
        const bytes = world.get(each);
        return bytes === undefined ? null : { bytes, versionId: 'v' };
      },
      async put(each, bytes) {
        if (!world.has(each)) world.set(each, bytes);
      },
      async sign(digest) {
        const sealed = [...world.values()].find((bytes) => sha256Hex(bytes) === hex(digest));
        return sign('sha256', sealed ?? new Uint8Array(), privateKey);
      },
      publish: async () => undefined,
      publishMetrics: async () => undefined,
      countInvocations: async () => 0,
      log: ({ level, ...rest }) => level === 'INFO' || console.log(level, rest),
      now: () => NOW,
    },
  );
}

/** Collecting garbage takes long: only now and then. */
function lookAtMemory(): void {
  reads += 1;
  if (globalThis.gc === undefined || reads % 25 !== 0) return;
  globalThis.gc();
  aliveMb = Math.max(aliveMb, process.memoryUsage().heapUsed / 1e6);
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

/** Milliseconds of processor: other programs on the machine do not count. */
async function time(work: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
