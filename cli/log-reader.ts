import { setImmediate as turn } from 'node:timers/promises';
import type { Tinypool } from 'tinypool';
import { type LogJob, type LogRead, readLogJob } from './read-log-job.ts';

/** Reads logs, several at once. */
export type LogReader = {
  readonly read: (job: LogJob) => Promise<LogRead>;
  readonly close: () => Promise<void>;
};

/**
 * So many are read before it is worth while to start threads. Then they are waited for: while this thread
 * reads, they would take ten times as long to start.
 */
const FEW = 16;
/** Logs that lie ready for a thread, so that it never waits for this one. */
const READY = 4;

/**
 * Reads with more than one job in threads, as many as make up the number with this one. They are served
 * first: files are found one at a time, and this thread would read each before the next is found.
 */
export function createLogReader(jobs: number): LogReader {
  let begun = 0;
  let sent = 0;
  let isBusy = false;
  let starting: Promise<void> | null = null;
  let pool: Tinypool | null = null;
  const start = async () => {
    pool = await startPool(jobs - 1);
  };
  return {
    async read(job) {
      begun += 1;
      if (jobs > 1 && begun > FEW) {
        starting ??= start();
        await starting;
      }
      const isFull = sent >= READY * (jobs - 1);
      if (pool === null || (isFull && !isBusy)) {
        isBusy = true;
        const read = await readHere(job);
        isBusy = false;
        return read;
      }
      sent += 1;
      const transferList = job.kind === 'bytes' ? [job.bytes.buffer as ArrayBuffer] : [];
      const read: LogRead = await pool.run(job, { name: 'readLogJob', transferList });
      sent -= 1;
      return read;
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
