import { gunzipSync, gzipSync } from 'node:zlib';
import pMap from 'p-map';
import { sha256Hex } from '../../core/policy/canonical-json.ts';
import { linesOf } from '../../core/prove/read-evidence.ts';
import type { WorkStore } from './ports.ts';

/** Objects that are read at once: most of the time of a small one is waiting. */
const AT_ONCE = { concurrency: 32 };

/** Objects of the work bucket, as JSON and as packed lines of JSON. They are ours: none else may write there. */
export function workObjects(work: WorkStore) {
  const readJson = async <T>(key: string): Promise<T> => {
    const bytes = await work.read(key);
    if (bytes === null) {
      throw new Error(
        `${key} is not in the work bucket: it is kept for 30 days. Begin the run anew.`,
      );
    }
    return JSON.parse(Buffer.from(bytes).toString('utf8')) as T;
  };
  return {
    putJson: (key: string, value: unknown) => work.put(key, Buffer.from(JSON.stringify(value))),
    readJson,
    has: async (key: string) => (await work.read(key)) !== null,
    /** Every JSON object below a prefix. */
    async readAllJson<T>(prefix: string): Promise<readonly T[]> {
      return pMap(await keysBelow(work, prefix), (key) => readJson<T>(key), AT_ONCE);
    },
    putLines: (key: string, lines: readonly string[]) => work.put(key, pack(lines)),
    /** An object named by what it holds, so that writing it twice gives one. */
    async putNamedLines(begins: string, lines: readonly string[]): Promise<void> {
      const bytes = pack(lines);
      await work.put(`${begins}${sha256Hex(bytes)}.jsonl.gz`, bytes);
    },
    /** The lines of every object below a prefix. */
    async *readLines<T>(prefix: string): AsyncGenerator<T> {
      for (const key of await keysBelow(work, prefix)) {
        const bytes = await work.read(key);
        if (bytes === null) throw new Error(`${key} was listed and is not there`);
        for (const line of linesOf(gunzipSync(bytes).toString('utf8'))) yield JSON.parse(line) as T;
      }
    },
  };
}

async function keysBelow(work: WorkStore, prefix: string): Promise<readonly string[]> {
  const keys: string[] = [];
  for await (const key of work.list(prefix)) keys.push(key);
  return keys;
}

function pack(lines: readonly string[]): Uint8Array {
  return gzipSync(lines.map((line) => `${line}\n`).join(''), { level: 1 });
}
