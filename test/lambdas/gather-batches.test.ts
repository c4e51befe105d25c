import { expect, it } from 'vitest';
import type { BatchReport } from '../../core/distribute/batch-report.ts';
import type { Gathered } from '../../core/distribute/gathered.ts';
import { gatherBatches } from '../../lambdas/gather-batches/gather-batches.ts';

const RUN = { name: 'r', fromMs: 0, untilMs: 3_600_000, nowMs: 86_400_000, parts: 1 };

async function gather(listed: { items: number; files: number }, ...batches: (typeof listed)[]) {
  const report = (counts: typeof listed): BatchReport => ({
    ...{ ...counts, others: 0, named: [] },
    coverage: { places: [], days: [], unread: {}, allUnreadMs: null },
    unseen: { count: 0, shown: [] },
  });
  const objects = new Map(
    batches.map((each, at) => [`runs/r/batches/${at}.json`, JSON.stringify(report(each))]),
  );
  objects.set('runs/r/listed.json', JSON.stringify(report(listed)));
  const list = (keys: Iterable<string>) =>
    async function* (prefix: string) {
      for (const key of keys) if (key.startsWith(prefix)) yield key;
    };
  const work = {
    put: async (key: string, bytes: Uint8Array) =>
      void objects.set(key, Buffer.from(bytes).toString()),
    read: async (key: string) => Buffer.from(objects.get(key) ?? ''),
    list: list(objects.keys()),
  };
  await gatherBatches(RUN, { evidence: { async *list() {}, read: async () => null }, work });
  return JSON.parse(objects.get('runs/r/gathered.json') ?? '') as Gathered;
}

it('counts each log file once', async () => {
  const batch = { items: 2, files: 2 };
  expect(await gather({ items: 5, files: 4 }, batch, batch, { items: 1, files: 0 })).toMatchObject({
    ...{ items: 5, files: 4 },
  });
});

it.each([
  ['a batch of evidence', { items: 5, files: 4 }, { items: 4, files: 4 }, '5 objects'],
  ['a batch of what the map lists itself', { items: 1, files: 4 }, { items: 9, files: 3 }, '4 log'],
])('%s that nobody read ends the run', (_, listed, read, problem) =>
  expect(gather(listed, read)).rejects.toThrow(problem),
);
