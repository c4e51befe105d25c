import type { Tinypool } from 'tinypool';
import { type LogJob, type LogRead, readLogJob } from './read-log-job.ts';

/** Reads logs, several at once. */
export type LogReader = {
  readonly read: (job: LogJob) => Promise<LogRead>;
  readonly close: () => Promise<void>;
};

/** So many are read before it is worth while to start threads. */
const FEW = 3;

/** With one job everything is read in this thread; with more, in so many threads of their own. */
export function createLogReader(jobs: number): LogReader {
  let begun = 0;
  let pool: Promise<Tinypool> | null = null;
  return {
    async read(job) {
      begun += 1;
      if (jobs === 1 || begun <= FEW) return readLogJob(job);
      pool ??= startPool(jobs);
      const transferList = job.kind === 'bytes' ? [job.bytes.buffer as ArrayBuffer] : [];
      return (await pool).run(job, { name: 'readLogJob', transferList }) as Promise<LogRead>;
    },
    close: async () => (await pool)?.destroy(),
  };
}

async function startPool(jobs: number): Promise<Tinypool> {
  const { Tinypool } = await import('tinypool');
  const filename = new URL('./read-log-job.mjs', import.meta.url).href;
  return new Tinypool({ filename, minThreads: jobs, maxThreads: jobs });
}
