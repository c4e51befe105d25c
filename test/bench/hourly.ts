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

/**
 * Times the hourly run over an hour of evidence in memory against unpacking and parsing the same lines
 * once, in one run. `npm run bench:hourly`
 */

const BATCHES = 100;
const RECORDS = 2350;
const NOW = Date.UTC(2026, 10, 3, 11, 35);

const policy = policyFromAllow(['eu']);
if (policy.kind === 'problems') throw new Error('the policy of this benchmark is broken');
const objects = new Map<string, Uint8Array>([
  [`policies/v1/${policy.sha256}.json`, Buffer.from(canonicalJson(policy.resolved))],
]);
const write = createEvidenceWriter(policy.sha256, '0.0.0');
const intern = createInterner();
const judge = createAloneJudge(policy.resolved);
for (let batch = 0; batch < BATCHES; batch += 1) {
  const bodies = createBodies(RECORDS, batch).map((body, at) => ({ id: String(at), body }));
  const lines = readMessages(bodies, intern).flatMap(({ reading }) =>
    'line' in reading ? [write(judge(reading.line))] : [],
  );
  const bytes = gzipSync(`${lines.join('\n')}\n`, { level: 1 });
  const folder = 'evidence/v1/date=2026-11-03/hour=10';
  objects.set(`${folder}/eu-central-1-${sha256Hex(bytes)}.jsonl.gz`, bytes);
}
const lines = BATCHES * RECORDS;
console.log(`${lines} lines of evidence in ${BATCHES} objects`);

const parse = await time(async () => {
  for (const [key, bytes] of objects) {
    if (!key.startsWith('evidence/')) continue;
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

async function runOnce(): Promise<void> {
  if (policy.kind === 'problems') return;
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = readPublicKey(publicKey.export({ type: 'spki', format: 'der' }));
  if (key.kind === 'bad') throw new Error(key.problem);
  const world = new Map(objects);
  await runHourly(
    {
      ...{ keyArn: 'arn', publicKey: key, code: '0.0.0', regions: ['eu-central-1'] },
      policy: policy.resolved,
      topology: 'single',
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

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

async function time(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
