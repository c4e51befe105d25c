import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createLedger } from '../../../core/judge/ledger.ts';
import { readRecord } from '../../../core/judge/read-record.ts';
import type { Reading } from '../../../core/judge/reading.ts';
import { createDay } from '../../../core/questions/settle-day.ts';
import type { SettledLine } from '../../../core/questions/settled-line.ts';
import { createSplit } from '../../../core/questions/split-day.ts';
import { findingIdOf } from '../../../core/report/finding-id.ts';
import { aFence } from '../judge/judge-records.ts';
import { aPerturbedRecord } from '../judge/perturb.ts';
import { aCall, aCorrection, aReported } from '../judge/records.ts';

const eu = aFence('eu');
const DAYS = ['2025-11-03', '2026-11-03', '2026-11-04'];
const OBJECT = 'evidence/v1/date=2026-11-04/hour=01/eu-central-1-abc.jsonl.gz';
const SOURCE = { object: OBJECT, sha256: 'abc', policy: eu };

/** What all days settle into, each of them in parts of so many lines. */
function settleDays(readings: readonly Reading[], mostLines: number) {
  const lines = readings.flatMap((reading) => ('line' in reading ? reading.line : []));
  const corrected = readings.flatMap((reading) =>
    'line' in reading ? (reading.line.corrects ?? []) : (reading.corrects ?? []),
  );
  let apart = 0;
  const settled: SettledLine[] = [];
  for (const day of DAYS) {
    const split = createSplit(lines.length, new Set(corrected), mostLines);
    if (split.mustSee) for (const line of lines) split.see(line);
    for (let part = 0; part < split.parts; part += 1) {
      const its = createDay(day);
      for (const line of lines) {
        if (its.wants(line, OBJECT) && split.partOf(line) === part) its.add(line, SOURCE);
      }
      for (const reading of part === 0 ? readings : []) {
        if (!('line' in reading) && reading.corrects !== null) {
          its.addStray(reading.corrects, OBJECT);
        }
      }
      settled.push(...its.settle(new Map()));
      apart += its.counts.apart;
    }
  }
  return { settled, apart };
}

it('settles days, in any number of parts, into what a ledger holds of all of them', () => {
  let compared = 0;
  fc.assert(
    fc.property(
      fc.array(aPerturbedRecord, { maxLength: 12 }),
      fc.integer({ min: 1, max: 13 }),
      (records, mostLines) => {
        // Without an id a line's key is the line: it says nothing of the day of another.
        const readings = records.map(readRecord);
        const times = new Set(records.map(({ eventTime }) => String(eventTime).slice(0, 10)));
        fc.pre(times.size < 2);
        compared += 1;
        const ledger = createLedger();
        for (const reading of readings) ledger.add(reading);
        const expected = [...ledger.settle(eu)].flatMap(({ call, submission }) => [
          ...(call === null ? [] : [[findingIdOf(call.key), call.verdict, call.inferenceRegion]]),
          ...(submission === null ? [] : [[findingIdOf(submission.key), null, null]]),
        ]);
        const { settled } = settleDays(readings, mostLines);
        expect(
          settled.map(({ id, verdict, inferenceRegion }) => [id, verdict, inferenceRegion]).sort(),
        ).toEqual(expected.sort());
      },
    ),
    { numRuns: process.env.DEEP ? 20_000 : 300 },
  );
  expect(compared).toBeGreaterThan(100);
});

it('keeps a correction of what is not here with the other records of its key', () => {
  const of = aReported('eu-west-1', { requestID: 'one' });
  const absent = { ...of, eventID: 'absent' };
  const correction = aCorrection(absent, {
    additionalEventData: { inferenceRegion: 'us-east-1' },
  });
  const readings = [of, correction, ...Array.from({ length: 6 }, () => aCall())].map(readRecord);
  const calls = ({ settled }: ReturnType<typeof settleDays>) =>
    settled.map((line) => JSON.stringify(line)).sort();
  const whole = calls(settleDays(readings, 1000));
  expect(whole).toHaveLength(7);
  for (const mostLines of [1, 2, 3, 4, 5]) {
    expect(calls(settleDays(readings, mostLines))).toEqual(whole);
  }
});
