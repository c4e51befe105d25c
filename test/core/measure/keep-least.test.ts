import fc from 'fast-check';
import { expect, it } from 'vitest';
import { EVENT_IDS_SHOWN, keepLeast } from '../../../core/measure/keep-least.ts';

it('keeps the least ids, each once and sorted, whatever the order', () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.string({ maxLength: 2 }))), (ids) => {
      const kept: string[] = [];
      for (const id of ids) keepLeast(kept, id);
      const named = ids.filter((id) => id !== null);
      expect(kept).toEqual([...new Set(named)].sort().slice(0, EVENT_IDS_SHOWN));
    }),
  );
});
