import { setImmediate as turn } from 'node:timers/promises';
import type { Tinypool } from 'tinypool';
import { type LogJob, type LogRead, readLogJob } from './read-log-job.ts';

/** Reads logs, several at once. */
export type LogReader = {
  readonly read: (job: LogJob) => Promise<LogRead>;
  readonly close: () => Promise<void>;
};

/** So many are read before it is worth while to start threads. */
const FEW = 3;

/** With one job everything is read in this thread; with more, in so many of their own, once they run. */
export function createLogReader(jobs: number): LogReader {
  let begun = 0;
  let starting: Promise<void> | null = null;
  let pool: Tinypool | null = null;
  const start = async () => {
    pool = await startPool(jobs);
  };
  return {
    async read(job) {
      begun += 1;
      if (jobs > 1 && begun > FEW) starting ??= start();
      if (pool === null) return readHere(job);
      const transferList = job.kind === 'bytes' ? [job.bytes.buffer as ArrayBuffer] : [];
      return pool.run(job, { name: 'readLogJob', transferList }) as Promise<LogRead>;
    },
    async close() {
      await starting;
      await pool?.destroy();
    },
  };
}

/** Lets the event loop turn first, so that Ctrl-C and whatever is being fetched are not kept waiting. */
async function readHere(job: LogJob): Promise<LogRead> {
  await turn();
  return readLogJob(job);
}

/** Threads that have loaded what they need. */
async function startPool(jobs: number): Promise<Tinypool> {
  const { Tinypool } = await import('tinypool');
  const filename = new URL('./read-log-job.mjs', import.meta.url).href;
  const pool = new Tinypool({ filename, minThreads: jobs, maxThreads: jobs });
  await pool.run(null, { name: 'warmUp' });
  return pool;
}
