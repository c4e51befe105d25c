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
/** Logs that lie ready for a thread, so that it never waits for this one. */
const READY = 4;

/** Reads in this thread, and with more than one job in as many others as make up the number. */
export function createLogReader(jobs: number): LogReader {
  let begun = 0;
  let isBusy = false;
  let starting: Promise<void> | null = null;
  let pool: Tinypool | null = null;
  const start = async () => {
    pool = await startPool(jobs - 1);
  };
  return {
    async read(job) {
      begun += 1;
      if (jobs > 1 && begun > FEW) starting ??= start();
      if (pool === null || !isBusy) {
        isBusy = true;
        const read = await readHere(job);
        isBusy = false;
        return read;
      }
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
async function startPool(threads: number): Promise<Tinypool> {
  const { Tinypool } = await import('tinypool');
  const filename = new URL('./read-log-job.mjs', import.meta.url).href;
  const size = { minThreads: threads, maxThreads: threads, concurrentTasksPerWorker: READY };
  const pool = new Tinypool({ filename, ...size });
  await pool.run(null, { name: 'warmUp' });
  return pool;
}
