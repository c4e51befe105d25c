import type { Datum } from '../../core/measure/series.ts';
import type { IngestPorts } from '../../lambdas/ingest/ports.ts';

/** PutMetricData takes 1,000 metrics a request and 150 values a metric, as `io/publish-metrics.ts` sends them. */
const MOST_METRICS = 1000;
const MOST_VALUES = 150;
/** S3's lifecycle leaves smaller objects where they are, unless told otherwise. */
const LEAST_MOVED_BYTES = 128 * 1024;

/** Requests that ingest made of the world, and what they held. */
export type Requests = {
  puts: number;
  lists: number;
  publishes: number;
  metricRequests: number;
  /** One after another: what runs at once counts once. */
  rounds: number;
  storedBytes: number;
  movedObjects: number;
  logBytes: number;
  mostMetrics: number;
  outside: number;
};

/** A world in memory that counts. Its requests end together when nothing else can run: that is one round. */
export function createWorld() {
  const requests: Requests = {
    ...{ puts: 0, lists: 0, publishes: 0, metricRequests: 0, rounds: 0 },
    ...{ storedBytes: 0, movedObjects: 0, logBytes: 0, mostMetrics: 0, outside: 0 },
  };
  const told = new Set<string>();
  const series = new Set<string>();
  const clock = { nowMs: 0 };
  let waiting: (() => void)[] = [];

  const roundTrip = () =>
    new Promise<void>((resolve) => {
      waiting.push(resolve);
      if (waiting.length === 1) setImmediate(answer);
    });
  const answer = () => {
    const answered = waiting;
    waiting = [];
    requests.rounds += 1;
    for (const resolve of answered) resolve();
  };

  const ports: IngestPorts = {
    store: {
      put: async (key, bytes) => {
        requests.puts += 1;
        /** The policy is one object, however often it is offered. */
        if (!key.startsWith('policies/')) requests.storedBytes += bytes.length;
        if (bytes.length >= LEAST_MOVED_BYTES) requests.movedObjects += 1;
        if (key.startsWith('told/')) told.add(key);
        await roundTrip();
      },
      has: async (key) => {
        requests.lists += 1;
        await roundTrip();
        return told.has(key);
      },
    },
    publish: async () => {
      requests.publishes += 1;
      await roundTrip();
    },
    publishMetrics: async (data) => {
      const metrics = data.reduce((sum, { values }) => sum + pieces(values.length), 0);
      requests.mostMetrics = Math.max(requests.mostMetrics, metrics);
      for (const datum of data) series.add(nameOf(datum));
      requests.outside += sumOf(data.filter(({ name }) => name === 'Outside'));
      for (let from = 0; from < metrics; from += MOST_METRICS) {
        requests.metricRequests += 1;
        await roundTrip();
      }
    },
    log: (entry) => {
      if (entry.level === 'ERROR') throw new Error(`${entry.message}: ${entry.error}`);
      requests.logBytes += JSON.stringify(entry).length;
    },
    now: () => clock.nowMs,
  };
  return { ports, requests, series, clock };
}

function pieces(values: number): number {
  return Math.ceil(values / MOST_VALUES);
}

/** "Calls SourceRegion=eu-central-1 ..." */
function nameOf({ name, dimensions }: Datum): string {
  return [name, ...Object.entries(dimensions).map(([key, value]) => `${key}=${value}`)].join(' ');
}

function sumOf(data: readonly Datum[]): number {
  return data.flatMap(({ counts }) => counts).reduce((sum, count) => sum + count, 0);
}
