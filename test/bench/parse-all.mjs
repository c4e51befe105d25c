// The yardstick: unzips and parses every file of a folder, in so many threads, and counts Bedrock records.
// parse-all.mjs <folder> <threads> <unzip|parse>
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { gunzipSync } from 'node:zlib';

const [folder, threads, what] = isMainThread ? process.argv.slice(2) : workerData.args;

function read(part) {
  const names = readdirSync(folder).filter((_, index) => index % Number(threads) === part);
  let found = 0;
  for (const name of names) {
    const packed = readFileSync(join(folder, name));
    const chunkSize = packed.readUInt32LE(packed.length - 4) + 1024;
    const bytes = gunzipSync(packed, { chunkSize });
    if (what === 'unzip') continue;
    for (const { eventSource } of JSON.parse(bytes.toString()).Records) {
      if (eventSource.startsWith('bedrock')) found += 1;
    }
  }
  return found;
}

if (!isMainThread) {
  parentPort.postMessage(read(workerData.part));
} else if (threads === '1') {
  console.log(read(0));
} else {
  const args = [folder, threads, what];
  const parts = Array.from({ length: Number(threads) }, (_, part) => {
    const worker = new Worker(import.meta.filename, { workerData: { part, args } });
    return new Promise((done) => worker.once('message', done));
  });
  console.log((await Promise.all(parts)).reduce((sum, found) => sum + found, 0));
}
