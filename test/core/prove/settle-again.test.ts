import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createAloneJudge } from '../../../core/judge/judge-alone.ts';
import { createLedger } from '../../../core/judge/ledger.ts';
import { readRecord } from '../../../core/judge/read-record.ts';
import type { Line } from '../../../core/judge/reading.ts';
import { createSettlePlan, emptyCounts } from '../../../core/prove/settle-again.ts';
import { createPart } from '../../../core/prove/settle-part.ts';
import { aFence } from '../judge/judge-records.ts';
import { aPerturbedRecord } from '../judge/perturb.ts';
import { aCall, aReported } from '../judge/records.ts';

const eu = aFence('eu');
const us = aFence('us');

function settleInParts(lines: readonly Line[], strays: readonly string[], mostLines: number) {
  const judge = createAloneJudge(eu);
  const plan = createSettlePlan(mostLines);
  for (const line of lines) {
    plan.nextObject();
    plan.addLine(judge(line));
  }
  for (const stray of strays) plan.addStray(stray);
  const { lone, parts, partOf, objectsOf } = plan.finish();
  const counts = { ...emptyCounts(), ...lone };
  for (let part = 0; part < parts; part += 1) {
    const together = createPart();
    for (const object of objectsOf(part)) {
      const line = lines[object];
      if (line !== undefined && partOf(line) === part) together.add(line, eu);
    }
    for (const { call, submission } of together.settle(part === 0 ? strays : [])) {
      if (call !== null) counts[call.verdict] += 1;
      if (submission !== null) counts.submissions += 1;
    }
  }
  return counts;
}

it('settles in any number of parts into what a ledger holds', () => {
  fc.assert(
    fc.property(
      fc.array(aPerturbedRecord, { maxLength: 20 }),
      fc.integer({ min: 1, max: 5 }),
      (records, mostLines) => {
        const readings = records.map(readRecord);
        const ledger = createLedger();
        for (const reading of readings) ledger.add(reading);
        const expected = emptyCounts();
        for (const { call, submission } of ledger.settle(eu)) {
          if (call !== null) expected[call.verdict] += 1;
          if (submission !== null) expected.submissions += 1;
        }
        expect(settleInParts(ledger.lines(), ledger.strays(), mostLines)).toEqual(expected);
      },
    ),
    { numRuns: process.env.DEEP ? 20_000 : 500 },
  );
});

it('of two policies on the lines of one call, that of the line that names the Region counts', () => {
  const shared = { requestID: 'r', eventTime: '2026-11-03T10:00:00Z' };
  const lineOf = (record: object) => {
    const reading = readRecord(record);
    if (!('line' in reading)) throw new Error('expected a call');
    return reading.line;
  };
  const part = createPart();
  part.add(lineOf(aCall({ ...shared, eventTime: '2026-11-03T09:00:00Z' })), us);
  part.add(lineOf(aReported('eu-west-1', shared)), eu);
  expect([...part.settle([])].map(({ call }) => call?.verdict)).toEqual(['inside']);
});
