import { describe, expect, it } from 'vitest';
import { estimate } from '../../../core/distribute/estimate.ts';
import { partsFor } from '../../../core/distribute/part-of.ts';

const aWork = (files: number, bytes: number, concurrency = 100) => ({
  ...{ files, bytes, concurrency, kept: 0 },
  parts: partsFor(bytes),
});

describe('what a run takes', () => {
  it('a day of one account is a minute or two, and a cent', () => {
    const { batches, workers, minutes, usd } = estimate(aWork(288, 5_000_000));
    expect({ batches, workers }).toEqual({ batches: 6, workers: 6 });
    expect(minutes).toBeLessThan(3);
    expect(usd).toBeLessThan(0.01);
  });

  it('more work costs more, and more workers only take less time', () => {
    const [less, more] = [estimate(aWork(1e5, 5e9)), estimate(aWork(1e6, 50e9))];
    expect(more.usd / less.usd).toBeGreaterThan(8);
    const fast = estimate(aWork(1e6, 50e9, 1000));
    expect(fast.usd).toBe(more.usd);
    expect(more.minutes / fast.minutes).toBeGreaterThan(2);
  });

  it('nothing to read is no division by nothing', () => {
    const { minutes, usd, workers } = estimate(aWork(0, 0));
    expect([minutes, usd].every(Number.isFinite)).toBe(true);
    expect(workers).toBe(0);
  });
});
