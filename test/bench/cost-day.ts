import { policyFromAllow } from '../../core/policy/allow-policy.ts';
import { createIngest } from '../../lambdas/ingest/ingest.ts';
import { type Batch, batchesOf, WINDOW_SECONDS } from './cost-batches.ts';
import { type Arrival, arrivals, atTime, messageOf } from './cost-calls.ts';
import { createWorld, type Requests } from './cost-world.ts';
import { createBodies } from './events.ts';

/** What some calls made the pipeline do. */
export type Use = Requests & {
  readonly calls: number;
  readonly batches: number;
  readonly sends: number;
  readonly receives: number;
  readonly deletes: number;
  readonly cpuMs: number;
  readonly billedMs: number;
  readonly series: ReadonlySet<string>;
};

export const MEMORY_MB = 512;
/** Lambda gives one vCPU at this much memory, and a share of it at less (Lambda guide, configuration-memory). */
export const MB_A_CPU = 1769;
export const ROUND_TRIP_MS = 60;
const CHUNK_BYTES = 64 * 1024;
const AT_ONCE = 10;
/** The first batches close as a clock hour begins: once in each, people are told. */
const START_MS = Date.UTC(2026, 10, 3) - WINDOW_SECONDS * 1000;

/** Drives ingest with the calls of some minutes at an even rate. */
export function simulate(ratePerSecond: number, minutes: number): Promise<Use> {
  return drive(batchesOf(arrivals(ratePerSecond, minutes, START_MS)));
}

/** Drives ingest with one refused call of the canary. */
export function simulateCanary(): Promise<Use> {
  const [body = ''] = createBodies(1);
  const event = JSON.parse(body.replaceAll('role/', 'role/bedrock-geofence-canary-')) as {
    detail: object;
  };
  const { detail } = event;
  const refused = { ...detail, additionalEventData: undefined, errorCode: 'AccessDenied' };
  const text = JSON.stringify({ ...event, detail: refused });
  const timed = atTime(text, new Date(START_MS - 120_000).toISOString());
  const atMs = START_MS;
  return drive([{ atMs, messages: [messageOf(timed, 0, atMs)] }]);
}

async function drive(batches: Iterable<Batch>): Promise<Use> {
  const { ports, requests, series, clock } = createWorld();
  const ingest = createIngest(settings(), ports);
  const sum = { calls: 0, batches: 0, sends: 0, receives: 0, deletes: 0, cpuMs: 0, billedMs: 0 };
  for (const { atMs, messages } of batches) {
    clock.nowMs = atMs;
    const event = `{"Records":[${messages.map(({ record }) => record).join(',')}]}`;
    const roundsBefore = requests.rounds;
    const before = process.cpuUsage();
    const { Records } = JSON.parse(event) as { Records: { messageId: string; body: string }[] };
    const failed = await ingest(Records.map(({ messageId, body }) => ({ id: messageId, body })));
    const { user, system } = process.cpuUsage(before);
    if (failed.size > 0) throw new Error(`${failed.size} messages would come again`);

    const cpuMs = (user + system) / 1000;
    const waitMs = (requests.rounds - roundsBefore) * ROUND_TRIP_MS;
    sum.calls += messages.length;
    sum.batches += 1;
    sum.sends += messages.reduce((all, { body }) => all + chunks(body.length), 0);
    sum.receives += receivesOf(messages);
    sum.deletes += Math.ceil(messages.length / AT_ONCE);
    sum.cpuMs += cpuMs;
    sum.billedMs += Math.ceil((cpuMs * MB_A_CPU) / MEMORY_MB + waitMs);
  }
  return { ...requests, ...sum, series };
}

/** Requests of ten messages, each billed by its chunks. */
function receivesOf(messages: readonly Arrival[]): number {
  let receives = 0;
  for (let from = 0; from < messages.length; from += AT_ONCE) {
    const some = messages.slice(from, from + AT_ONCE);
    receives += chunks(some.reduce((sum, { body }) => sum + body.length, 0));
  }
  return receives;
}

function chunks(bytes: number): number {
  return Math.ceil(bytes / CHUNK_BYTES);
}

function settings() {
  const policy = policyFromAllow(['eu']);
  if (policy.kind === 'problems') throw new Error('the policy of this benchmark is broken');
  const { resolved, sha256 } = policy;
  return {
    ...{ policy: resolved, policySha256: sha256, region: 'eu-central-1', version: '0.0.0' },
    tell: {
      policySha256: sha256,
      fences: resolved.fences,
      accountNames: {},
      runbookUrl: null,
      dashboardUrl: 'https://example.com/dashboard',
      evidence: 's3://evidence',
    },
  };
}
