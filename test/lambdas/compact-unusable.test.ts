import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { aCall } from '../core/judge/records.ts';
import { aCompact } from './a-compact.ts';

const MORNING = '2026-11-04T04:20:00Z';

describe('what could not be used', () => {
  it('an object that cannot be read is counted and rings; the others are settled', async () => {
    const watcher = aCompact(MORNING);
    await watcher.write('2026-11-03T10', aCall());
    const broken = await watcher.write('2026-11-03T11', aCall());
    watcher.evidence.set(broken, Buffer.from('no gzip'));
    await expect(watcher.run()).rejects.toThrow(`2026-11-03 is not whole: 1 objects`);
    expect(watcher.settled()).toHaveLength(1);
    expect(watcher.days()).toMatchObject([{ unread: 1, unreadObjects: [broken] }]);
    await watcher.run();
    expect(watcher.days()).toMatchObject([{ unread: 1 }]);
  });

  it('once it can be read again, its day is whole', async () => {
    const watcher = aCompact(MORNING);
    const object = await watcher.write('2026-11-03T11', aCall());
    const bytes = watcher.evidence.get(object) ?? Buffer.alloc(0);
    watcher.evidence.set(object, Buffer.from('no gzip'));
    await expect(watcher.run()).rejects.toThrow();
    watcher.evidence.set(object, bytes);
    await watcher.run();
    expect(watcher.days()).toMatchObject([{ unread: 0, calls: 1 }]);
  });

  it('an object that was gone while its day was settled is tried again', async () => {
    let isGone = true;
    const reads = new Map<string, number>();
    const watcher = aCompact(MORNING, (effect, key) => {
      if (effect === 'read') reads.set(key, (reads.get(key) ?? 0) + 1);
      if (isGone && reads.get(key) === 2) watcher.evidence.delete(key);
      return null;
    });
    const object = await watcher.write('2026-11-03T11', aCall());
    const bytes = watcher.evidence.get(object) ?? Buffer.alloc(0);
    await expect(watcher.run()).rejects.toThrow(object);
    isGone = false;
    watcher.evidence.set(object, bytes);
    await watcher.run();
    expect(watcher.days()).toMatchObject([{ unread: 0, calls: 1 }]);
  });

  it('a line that is none is counted', async () => {
    const watcher = aCompact(MORNING);
    const object = await watcher.write('2026-11-03T11', aCall());
    const text = gunzipSync(watcher.evidence.get(object) ?? '').toString();
    watcher.evidence.set(object, gzipSync(`${text}{"schema":"evidence/2"}\nno json\n`));
    await watcher.run();
    expect(watcher.days()).toMatchObject([{ unreadable: 2, calls: 1 }]);
  });

  it('lines whose policy is not kept are counted and ring', async () => {
    const watcher = aCompact(MORNING);
    await watcher.write('2026-11-03T10', aCall());
    const key = `policies/v1/${watcher.policy.sha256}.json`;
    const kept = watcher.evidence.get(key);
    watcher.evidence.delete(key);
    await expect(watcher.run()).rejects.toThrow('1 lines name a policy that is not kept');
    expect(watcher.days()).toMatchObject([{ unjudged: 1, calls: 0 }]);
    await expect(watcher.run()).rejects.toThrow('1 lines name a policy that is not kept');
    watcher.evidence.set(key, kept ?? new Uint8Array());
    await watcher.run();
    expect(watcher.days()).toMatchObject([{ unjudged: 0, calls: 1 }]);
  });
});
