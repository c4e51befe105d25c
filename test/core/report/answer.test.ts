import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerOf } from '../../../core/report/answer.ts';
import type { AuditReport, Totals } from '../../../core/report/audit-report.ts';
import { aReport, someTotals, someWork } from './reports.ts';

const answer = (totals: Partial<Totals>, neverRecorded: AuditReport['neverRecorded'] = []) =>
  answerOf(aReport({ totals: someTotals(totals), neverRecorded }));

describe('the answer', () => {
  it.each([
    ['all inside', { calls: 7, inside: 7 }, 'good', 'YES. All of 7 calls stayed inside the fence.'],
    ['one inside', { calls: 1, inside: 1 }, 'good', 'YES. All of 1 call stayed inside the fence.'],
    [
      'some by a waiver, some refused',
      { calls: 9, inside: 5, waived: 2, notServed: 2 },
      'good',
      'YES. All of 9 calls stayed inside the fence, 2 of them by a waiver; 2 were refused and ran nowhere.',
    ],
    ['no calls', {}, 'good', 'No Bedrock calls in these logs.'],
    ['no files', { files: 0 }, 'warning', 'NOT KNOWN. No log file was looked at.'],
    [
      'no files, as the only path was not there',
      { files: 0, unreadableFiles: 1 },
      'warning',
      'NOT KNOWN. No log file was looked at.',
    ],
    ['one outside', { calls: 3, outside: 1 }, 'alarm', 'NO. 1 of 3 calls ran outside the fence.'],
    [
      'one outside and everything else',
      {
        calls: 9,
        outside: 1,
        undecided: 1,
        unreadableFiles: 1,
        unreadableRecords: 2,
        unrecognised: 1,
      },
      'alarm',
      'NO. 1 of 9 calls ran outside the fence, 1 call could not be placed, 1 file could not be read, 2 records could not be read and 1 call was not recognised.',
    ],
    [
      'one that could not be placed',
      { calls: 3, undecided: 1 },
      'warning',
      'NOT PROVEN. Of 3 calls none is known to have run outside the fence, but 1 call could not be placed.',
    ],
    [
      'no calls, but a file that could not be read',
      { unreadableFiles: 2 },
      'warning',
      'NOT PROVEN. Of 0 calls none is known to have run outside the fence, but 2 files could not be read.',
    ],
  ] as const)('%s', (_, totals, tone, text) => {
    expect(answer(totals)).toEqual({ tone, text });
  });

  it('work that no record places is no yes', () => {
    expect(answer({ calls: 1, inside: 1 }, [someWork])).toEqual({
      tone: 'warning',
      text: 'NOT PROVEN. Of 1 call none is known to have run outside the fence, but 1 job may have left without a record.',
    });
  });
});

it('never a yes, nor a word of calm, where something was not looked at or not inside', () => {
  const few = fc.nat({ max: 2 });
  const kinds = [
    'unreadableFiles',
    'unreadableRecords',
    'unrecognised',
    'undecided',
    'outside',
  ] as const;
  const counts = fc.record({
    files: few,
    calls: few,
    unreadableFiles: few,
    unreadableRecords: few,
    unrecognised: few,
    undecided: few,
    outside: few,
  });
  fc.assert(
    fc.property(counts, fc.boolean(), (totals, hidden) => {
      const { tone, text } = answer(totals, hidden ? [someWork] : []);
      const clean = totals.files > 0 && !hidden && kinds.every((kind) => totals[kind] === 0);
      expect(tone === 'good').toBe(clean);
      expect(/^(YES|No Bedrock)/.test(text)).toBe(clean);
      expect(text.startsWith('NO. ')).toBe(totals.outside > 0);
    }),
    { numRuns: 500 },
  );
});
