import { describe, expect, it } from 'vitest';
import { type FileReading, readItems } from '../../../cli/read-items.ts';
import { findCandidates } from '../../../core/scan/find-candidates.ts';
import { listStart } from '../../../core/scan/list-frame.ts';
import { scanRecords } from '../../../core/scan/scan-records.ts';
import { splitRecords } from '../../../core/scan/split-records.ts';
import { createRandom } from '../../../samples/random.ts';
import { aMutatedLog } from './mutated-logs.ts';

const scanned = (bytes: Uint8Array): FileReading => {
  const split = scanRecords(bytes);
  return split.kind === 'records' ? readItems(split.items, 'file') : split;
};

/** Every record of it parsed. */
const parsed = (bytes: Uint8Array): FileReading => {
  const split = splitRecords(bytes);
  return split.kind === 'records' ? readItems(split.items, 'file') : split;
};

const RECORDS = process.env.DEEP ? 1_000_000 : 20_000;

describe('the scan says what parsing everything says', () => {
  it(`over ${RECORDS} records that were changed in every way`, () => {
    const tally = { read: 0, unreadable: 0, certain: 0 };
    let records = 0;
    for (let seed = 0; records < RECORDS; seed += 1) {
      const random = createRandom(seed);
      const count = random.integer(1, 30);
      records += count;
      const bytes = aMutatedLog(random, count, random.pick([0, 0.02, 0.1, 0.5]));
      const expected = parsed(bytes);
      expect(scanned(bytes), `seed ${seed}`).toEqual(expected);
      tally[expected.kind] += 1;
      const start = listStart(bytes);
      if (start !== null && findCandidates(bytes, start.at) !== null) tally.certain += 1;
    }
    // Of each there was enough for the test to mean something.
    expect(Math.min(...Object.values(tally))).toBeGreaterThan(RECORDS / 100);
  });
});
