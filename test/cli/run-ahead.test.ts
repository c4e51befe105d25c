import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { runAhead } from '../../cli/run-ahead.ts';

async function* numbers(count: number, onTake: (n: number) => void = () => undefined) {
  for (let n = 1; n <= count; n += 1) {
    onTake(n);
    yield n;
  }
}

async function all<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const taken: T[] = [];
  for await (const item of items) taken.push(item);
  return taken;
}

describe('runAhead', () => {
  it.each([0, 1, 2, 3, 100])('gives all of %i items, in their order', async (count) => {
    for (const most of [1, 2, 7, 1000]) {
      const expected = Array.from({ length: count }, (_, index) => index + 1);
      expect(await all(runAhead(numbers(count), most).items)).toEqual(expected);
    }
  });

  it('asks for no more than so many before they are taken', async () => {
    let asked = 0;
    const ahead = runAhead(
      numbers(100, (n) => (asked = n)),
      5,
    );
    for (let turns = 0; turns < 20; turns += 1) await turn();
    expect(asked).toBe(5);
    expect(ahead.seen()).toEqual({ count: 5, isAll: false });
    const items = ahead.items[Symbol.asyncIterator]();
    for (let taken = 1; taken <= 10; taken += 1) {
      expect((await items.next()).value).toBe(taken);
      for (let turns = 0; turns < 20; turns += 1) await turn();
      expect(asked).toBe(5 + taken);
    }
  });

  it('says when it has seen all', async () => {
    const ahead = runAhead(numbers(3), 10);
    for (let turns = 0; turns < 20; turns += 1) await turn();
    expect(ahead.seen()).toEqual({ count: 3, isAll: true });
  });

  it('hands on a failure, after what came before it', async () => {
    async function* failing() {
      yield 1;
      throw new Error('failed');
    }
    const taken: number[] = [];
    const take = async () => {
      for await (const item of runAhead(failing(), 10).items) taken.push(item);
    };
    await expect(take()).rejects.toThrow('failed');
    expect(taken).toEqual([1]);
  });
});
