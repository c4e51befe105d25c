import { createInterner } from '../../core/judge/intern-facts.ts';
import { createAloneJudge } from '../../core/judge/judge-alone.ts';
import { measureBatch } from '../../core/measure/measure-batch.ts';
import { createSeriesCap } from '../../core/measure/series-cap.ts';
import { policyFromAllow } from '../../core/policy/allow-policy.ts';
import { createEvidenceWriter } from '../../core/prove/evidence-line.ts';
import { judgeBatch } from '../../core/watch/judge-batch.ts';
import { keepEvidence } from '../../lambdas/ingest/keep.ts';
import { readMessages } from '../../lambdas/ingest/read-messages.ts';
import { createBodies } from './events.ts';

/**
 * Times what ingest does with full batches against a bare `JSON.parse` of the same bodies, in one run.
 * `npm run bench:ingest`
 */

const RECORDS = 2350;
const ROUNDS = 15;
const NOW = Date.UTC(2026, 10, 3, 10, 2);

const batches = Array.from({ length: ROUNDS }, (_, round) => createBodies(RECORDS, round));
const bytes = (batches[0] ?? []).reduce((sum, body) => sum + body.length, 0);
const policy = policyFromAllow(['eu']);
if (policy.kind === 'problems') throw new Error('the policy of this benchmark is broken');
const { resolved, sha256 } = policy;
const write = createEvidenceWriter(sha256, '0.0.0');
const intern = createInterner();
const judgeAlone = createAloneJudge(resolved);
let stored = 0;
const store = {
  put: async (_: string, object: Uint8Array) => {
    stored += object.length;
  },
  has: async () => true,
};

console.log(`${RECORDS} records a batch, ${Math.round(bytes / RECORDS)} bytes each`);
const works = {
  'JSON.parse': (bodies: readonly string[]) => {
    for (const body of bodies) JSON.parse(body);
  },
  'judged and counted': (bodies: readonly string[]) => {
    judgeAll(bodies);
  },
  'with evidence': async (bodies: readonly string[]) => {
    const { read, lines } = judgeAll(bodies);
    await keepEvidence(lines, read, write, 'eu-central-1', store, NOW);
  },
};
const times = await measureInTurns();
const [parse, judge, evidence] = [
  medianOf('JSON.parse'),
  medianOf('judged and counted'),
  medianOf('with evidence'),
];
console.log(
  `judged and counted  ${(parse / judge).toFixed(2)}x of the rate of JSON.parse (at least 0.5)`,
);
console.log(
  `with evidence       ${(parse / evidence).toFixed(2)}x of the rate of JSON.parse (at least 0.3)`,
);
console.log(
  `evidence            ${(stored / ROUNDS / RECORDS).toFixed(0)} bytes a record, gzipped`,
);
console.log(`memory              ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB at most`);

function judgeAll(bodies: readonly string[]) {
  const messages = bodies.map((body, index) => ({ id: String(index), body }));
  const read = readMessages(messages, intern);
  const { lines, settled } = judgeBatch(
    read.map(({ reading }) => reading),
    judgeAlone,
    resolved,
  );
  const counts = {
    region: 'eu-central-1',
    lines,
    settled,
    unreadable: 0,
    unrecognised: 0,
    misattributed: 0,
    told: 0,
  };
  measureBatch(counts, resolved, createSeriesCap(), NOW);
  return { read, lines };
}

/** Each batch by each of the works, one after the other, so that all of them see the same machine. */
async function measureInTurns(): Promise<ReadonlyMap<string, readonly number[]>> {
  const measured = new Map<string, number[]>(Object.keys(works).map((name) => [name, []]));
  for (const bodies of batches) {
    for (const [name, work] of Object.entries(works)) {
      const start = performance.now();
      await work(bodies);
      measured.get(name)?.push(performance.now() - start);
    }
  }
  return measured;
}

/** Median of all rounds, in milliseconds a batch. */
function medianOf(name: keyof typeof works): number {
  const sorted = (times.get(name) ?? []).toSorted((a, b) => a - b);
  const median = sorted[sorted.length >> 1] ?? 0;
  console.log(
    `${name.padEnd(20)}${median.toFixed(1)} ms a batch, ${((median * 1000) / RECORDS).toFixed(1)} µs a record`,
  );
  return median;
}
