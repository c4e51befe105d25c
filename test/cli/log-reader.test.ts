import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createLogReader } from '../../cli/log-reader.ts';
import type { LogJob } from '../../cli/read-log-job.ts';
import { aCall } from '../core/judge/records.ts';

const jobOf = (bytes: Uint8Array, index: number): LogJob => ({
  kind: 'bytes',
  bytes: new Uint8Array(bytes),
  shown: `log ${index}`,
});
const logs = Array.from({ length: 40 }, (_, index) => {
  const packed = gzipSync(JSON.stringify({ Records: Array(index).fill(aCall()) }));
  if (index % 7 === 3) return packed.subarray(0, packed.length - index);
  return index % 7 === 5 ? Buffer.concat([packed, Buffer.from('x')]) : packed;
});

describe('with two jobs', () => {
  it('every log says what it says with one', async () => {
    const [one, two] = [createLogReader(1), createLogReader(2)];
    const all = await Promise.all(logs.map((log, index) => two.read(jobOf(log, index))));
    for (const [index, log] of logs.entries()) {
      expect(all[index], `log ${index}`).toEqual(await one.read(jobOf(log, index)));
    }
    expect(all.filter(({ file }) => file.kind === 'unreadable')).toHaveLength(11);
  });

  it('only a few are unpacked at once, and those that were not begun are left', async () => {
    const reader = createLogReader(2);
    let read = 0;
    const reads = logs.map(async (log, index) => {
      await reader.read(jobOf(log, index));
      read += 1;
    });
    await reads[0];
    await reader.close();
    await Promise.all(reads.slice(0, 4));
    await new Promise((done) => setTimeout(done, 50));
    expect(read).toBeGreaterThanOrEqual(4);
    expect(read).toBeLessThanOrEqual(8);
  });
});
