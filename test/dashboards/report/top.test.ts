import { expect, it } from 'vitest';
import { top } from '../../../dashboards/report/top.ts';
import { aReport, someTotals } from '../../core/report/reports.ts';

it.each([
  [
    { calls: 1_204_118, outside: 7, inside: 1_204_089, notServed: 22 },
    '<strong>No.</strong> 7 of 1,204,118 calls ran outside the fence.</p>',
    'calls, 1,204,089 inside, 22 refused: ran nowhere',
  ],
  [
    { calls: 9, inside: 9, unreadableFiles: 1 },
    'Of 9 calls none is known to have run outside the fence. <span>But 1 file could not be read.</span>',
    'files or records not looked at',
  ],
  [
    { calls: 9, inside: 6, waived: 3, submissions: 2 },
    '<strong>Yes.</strong> All of 9 calls stayed inside the fence. <span>3 of them by a waiver.</span>',
    'the Region of 2 jobs, which CloudTrail never records (none may have left the fence)',
  ],
])('the first screen says of %j what is so', (totals, answer, besides) => {
  const first = top(aReport({ totals: someTotals(totals) })).html;
  expect(first).toContain(answer);
  expect(first).toContain(besides);
});
