import { gunzipSync, gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { releaseMemory } from '../../io/release-memory.ts';

const MEGABYTE = 1_000_000;
const packed = gzipSync(Buffer.alloc(4 * MEGABYTE, 'log'));

it('gives back what was unpacked at once, without the collector', () => {
  const before = process.memoryUsage().arrayBuffers;
  for (let index = 0; index < 20; index += 1) {
    const unpacked = gunzipSync(packed, { chunkSize: 5 * MEGABYTE });
    releaseMemory(unpacked);
    expect(unpacked.length).toBe(0);
  }
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20 * MEGABYTE);
});

it('leaves alone what shares its memory with others', () => {
  const [small, other] = [Buffer.from('small'), Buffer.from('other')];
  releaseMemory(small);
  expect([small.toString(), other.toString()]).toEqual(['small', 'other']);
});

it('bytes that were given back once may be given back again', () => {
  const bytes = new Uint8Array(MEGABYTE);
  releaseMemory(bytes);
  expect(() => releaseMemory(bytes)).not.toThrow();
});
