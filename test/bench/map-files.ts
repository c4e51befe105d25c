/**
 * Reads files of 50 MB, unpacked, in which every record is of Bedrock, as a worker of a distributed run
 * does: how long it takes, and the most memory that the process ever held. `tsx test/bench/map-files.ts`
 */
import { gzipSync } from 'node:zlib';
import type { Run } from '../../core/distribute/run.ts';
import { unzip } from '../../io/unzip.ts';
import { mapFiles } from '../../lambdas/map-files/map-files.ts';
import { createBodies } from './events.ts';

const FILES = Number(process.argv[2] ?? 3);
const UNPACKED_BYTES = 50_000_000;

const run: Run = {
  name: 'bench',
  fromMs: Date.parse('2026-11-03'),
  untilMs: Date.parse('2026-11-04'),
  nowMs: Date.parse('2026-11-06'),
  parts: 16,
};
const packed = packLog();
const items = Array.from({ length: FILES }, (_, file) => ({
  Key: `AWSLogs/111122223333/CloudTrail/eu-central-1/2026/11/03/111122223333_CloudTrail_eu-central-1_20261103T10${String(file % 60).padStart(2, '0')}Z_Abc${file}.json.gz`,
}));
let written = 0;
const startMs = performance.now();
const answer = await mapFiles(
  run,
  items,
  {
    trail: { read: async () => unzip(Uint8Array.from(packed)) },
    evidence: { read: async () => null },
    work: {
      async put(_, bytes) {
        written += bytes.length;
      },
      read: async () => null,
      async *list() {},
    },
  },
  'a'.repeat(64),
);
const seconds = (performance.now() - startMs) / 1000;
console.log(
  JSON.stringify({
    ...answer,
    seconds: Number(seconds.toFixed(1)),
    megabytesASecond: Math.round((FILES * UNPACKED_BYTES) / 1e6 / seconds),
    packedMegabytes: Number((packed.length / 1e6).toFixed(1)),
    writtenMegabytes: Number((written / 1e6).toFixed(1)),
    mostMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
  }),
);

/** In pieces, so that making the log takes no more memory than reading it. */
function packLog(): Uint8Array {
  const [body = ''] = createBodies(1);
  const length = JSON.stringify(JSON.parse(body).detail).length + 1;
  const count = Math.floor(UNPACKED_BYTES / length);
  const pieces: Uint8Array[] = [];
  for (let from = 0; from < count; from += 1000) {
    const records = createBodies(Math.min(1000, count - from), from + 1).map((each) =>
      JSON.stringify(JSON.parse(each).detail),
    );
    const begin = from === 0 ? '{"Records":[' : ',';
    const end = from + 1000 >= count ? ']}' : '';
    pieces.push(gzipSync(`${begin}${records.join(',')}${end}`));
  }
  return Buffer.concat(pieces);
}
