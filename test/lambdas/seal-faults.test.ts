import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSignedBy } from '../../core/prove/check-signature.ts';
import { aSealer, PUBLIC_KEY } from './a-sealer.ts';
import type { Fault } from './an-ingest.ts';
import { aDay, at, key, packed } from './an-unsealed-day.ts';

describe('any faults', () => {
  it('leave one chain that names every object once', async () => {
    const fault = fc.constantFrom<Fault>(null, null, null, null, 'before', 'after');
    await fc.assert(
      fc.asyncProperty(fc.array(fault, { maxLength: 150 }), async (plan) => {
        const sealer = aSealer(at('10:00:00'), (_, call) => plan[call] ?? null);
        sealer.put(key('10', 'a'), packed('{}'), at('10:00:01'));
        sealer.put(key('11', 'b'), packed('{}'), at('11:00:01'));
        for (const time of ['11:10:00', '12:10:00', '13:10:00']) {
          sealer.clock.nowMs = at(time);
          if (time === '13:10:00') sealer.put(key('11', 'late'), packed('{}'), at('13:00:00'));
          for (let tries = 0; tries < 200; tries += 1) {
            sealer.clock.nowMs += 1;
            if ((await sealer.run().catch(() => null)) !== null) break;
          }
        }
        const seals = sealer.seals();
        expect(seals.map(({ hour }) => hour.slice(-2))).toEqual(['10', '11', '12']);
        const named = seals.flatMap(({ objects }) => objects.map((object) => object.key)).sort();
        expect(named.filter((each) => each.startsWith('evidence'))).toEqual([
          key('10', 'a'),
          key('11', 'b'),
          key('11', 'late'),
        ]);
        for (const { hour } of seals) {
          const path = `seals/v1/date=2026-11-03/hour=${hour.slice(-2)}`;
          const [seal, signature] = [`${path}.json`, `${path}.sig`].map(
            (each) => sealer.objects.get(each)?.bytes ?? new Uint8Array(),
          );
          expect(
            isSignedBy(PUBLIC_KEY.key, seal ?? new Uint8Array(), signature ?? new Uint8Array()),
          ).toBe(true);
        }
      }),
      { numRuns: process.env.DEEP ? 2000 : 150 },
    );
  });

  it('one at every effect, before and after', async () => {
    const quiet = await aDay();
    await quiet.run();
    for (let bad = 0; bad < quiet.calls(); bad += process.env.DEEP ? 1 : 4) {
      for (const fault of ['before', 'after'] as const) {
        const sealer = aSealer(at('14:10:00'), (_, call) => (call === bad ? fault : null));
        for (const [each, object] of (await aDay()).objects) sealer.objects.set(each, object);
        await expect(sealer.run()).rejects.toThrow();
        await sealer.run();
        expect(sealer.seals().map(({ objects }) => objects.length)).toEqual([3, 0, 2, 0]);
      }
    }
  });
});
