import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aCall, aCompletion, aStream } from '../core/judge/records.ts';
import { aCompact } from './a-compact.ts';
import type { Fault } from './an-ingest.ts';

describe('killed anywhere and run again', () => {
  const story = async (fault: (effect: 'put' | 'read', key: string, call: number) => Fault) => {
    const watcher = aCompact('2026-11-05T04:20:00Z', fault);
    const stream = aStream({ eventTime: '2026-11-03T23:59:58Z', requestID: 's', eventID: 's' });
    await watcher.write('2026-11-03T23', stream, aCall({ requestID: 'a', eventID: 'a' }));
    const end = { eventTime: '2026-11-04T00:10:00Z', eventID: 'e' };
    await watcher.write('2026-11-04T00', aCompletion(stream, 'us-east-1', end));
    return watcher;
  };
  const whole = async () => {
    const watcher = await story(() => null);
    await watcher.run();
    return watcher;
  };

  it('it leaves the same objects as a run that nothing stopped', async () => {
    const { compacted } = await whole();
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: 40 }),
        fc.constantFrom<Fault>('before', 'after'),
        async (failing, fault) => {
          let isFirst = true;
          const watcher = await story((_, __, call) =>
            isFirst && call === failing ? fault : null,
          );
          await watcher.run().catch(() => undefined);
          isFirst = false;
          await watcher.run();
          expect(watcher.compacted).toEqual(compacted);
        },
      ),
      { numRuns: process.env.DEEP ? 500 : 40 },
    );
  });

  it('run again, it settles nothing anew', async () => {
    const watcher = await whole();
    const before = watcher.puts.length;
    await watcher.run();
    expect(watcher.puts.slice(before)).toEqual([]);
  });
});
