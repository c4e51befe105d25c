import { setImmediate as turn } from 'node:timers/promises';
import type { Tinypool } from 'tinypool';
import { unzipAside } from '../io/unzip.ts';
import { type LogJob, type LogRead, readLogJob } from './read-log-job.ts';

/** Reads logs, several at once. */
export type LogReader = {
  readonly read: (job: LogJob) => Promise<LogRead>;
  /** Leaves what was not begun. */
  readonly close: () => Promise<void>;
};

/** Where one log at a time is read. */
type Seat = (job: LogJob) => Promise<LogRead>;

/** Logs that are unpacked for this thread, so that it never waits for one of them alone. */
const ASIDE = 4;
/** So many are read before it is worth while to start threads. */
const FEW = 16;
/** Logs that lie ready for a thread, so that it never waits for this one. */
const READY = 3;

/**
 * Reads with one job here and now. With two, Node unpacks in threads of its own and this one scans, so
 * nothing has to be started. Every further job is a thread that does both, and starts while this one reads.
 */
export function createLogReader(jobs: number): LogReader {
  const threads = jobs - 2;
  const free: Seat[] = jobs === 1 ? [readHere] : Array.from({ length: ASIDE }, () => readAside);
  const waiting: ((seat: Seat) => void)[] = [];
  let begun = 0;
  let starting: Promise<Tinypool> | null = null;
  return {
    async read(job) {
      begun += 1;
      if (threads > 0 && begun > FEW && starting === null) start();
      const seat = free.pop() ?? (await new Promise<Seat>((take) => waiting.push(take)));
      try {
        return await seat(job);
      } finally {
        give(seat);
      }
    },
    async close() {
      waiting.length = 0;
      await (await starting)?.destroy();
    },
  };

  /** One that fails to start is told when everything was read without it. */
  function start(): void {
    starting = startPool(threads);
    starting.then(
      (pool) => {
        for (let seat = 0; seat < READY * threads; seat += 1) give((job) => readIn(pool, job));
      },
      () => undefined,
    );
  }

  function give(seat: Seat): void {
    const take = waiting.shift();
    if (take === undefined) free.push(seat);
    else take(seat);
  }
}

/** Lets the event loop turn first, so that Ctrl-C and whatever is being fetched are not kept waiting. */
async function readHere(job: LogJob): Promise<LogRead> {
  await turn();
  return readLogJob(job);
}

function readAside(job: LogJob): Promise<LogRead> {
  return readLogJob(job, unzipAside);
}

function readIn(pool: Tinypool, job: LogJob): Promise<LogRead> {
  const transferList = job.kind === 'bytes' ? [job.bytes.buffer as ArrayBuffer] : [];
  return pool.run(job, { name: 'readLogJob', transferList });
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
