import { describe, expect, it } from 'vitest';
import { createLedger } from '../../../../core/judge/ledger.ts';
import { readRecord } from '../../../../core/judge/read-record.ts';
import type { Totals } from '../../../../core/report/audit-report.ts';
import { buildReport } from '../../../../core/report/build-report.ts';
import { aFence } from '../judge-records.ts';
import {
  aCall,
  aCompletion,
  aReported,
  aStream,
  aSubmission,
  type RecordJson,
} from '../records.ts';

const eu = aFence('eu');
const stream = aStream();
const open = aStream({ awsRegion: 'eu-west-2' });
const call = aReported('us-east-1');
const batch = aSubmission();
const completion = aCompletion(stream, 'eu-west-3');
const day: readonly RecordJson[] = [
  call,
  aCall(),
  stream,
  completion,
  open,
  batch,
  aCall({ errorCode: 'AccessDenied' }),
  aReported('eu-west-3', { requestParameters: { modelId: 'global.anthropic.claude-opus-5' } }),
  aCall({ eventName: 'GetGuardrail' }),
  { eventSource: 's3.amazonaws.com' },
];

describe('rule 9.1', () => {
  const totals = totalsOf(day);

  it('calls is the sum of the verdicts', () => {
    expect(totals).toMatchObject({
      calls: 6,
      inside: 3,
      outside: 1,
      undecided: 1,
      notServed: 1,
      waived: 0,
    });
    expect(totals).toMatchObject({
      completions: 1,
      openStreams: 1,
      submissions: 1,
      exposed: 3,
      unresolved: 0,
    });
  });

  it.each([
    ['call', call, 1],
    ['open stream', open, 1],
    ['submission', batch, 1],
    ['completion', completion, 1],
    ['housekeeping', day[8], 0],
    ['another service', day[9], 0],
  ])('a copy of a %s', (_, copy, duplicates) => {
    const { records, duplicates: before } = totals;
    expect(totalsOf([...day, copy])).toEqual({
      ...totals,
      records: records + 1,
      duplicates: before + duplicates,
    });
  });

  it('a call can be exposed and inside, and never exposed and not served', () => {
    expect(
      totalsOf([aReported('eu-west-3', { requestParameters: { modelId: 'global.x' } })]),
    ).toMatchObject({ exposed: 1, inside: 1 });
    expect(
      totalsOf([aCall({ errorCode: 'AccessDenied', requestParameters: { modelId: 'global.x' } })]),
    ).toMatchObject({ exposed: 0, notServed: 1 });
  });
});

function totalsOf(records: readonly unknown[]): Totals {
  const ledger = createLedger();
  for (const record of records) ledger.add(readRecord(record));
  return buildReport({
    judged: ledger.settle(eu),
    files: 1,
    unreadableFiles: 0,
    records: records.length,
    unreadableRecords: 0,
    unrecognised: 0,
    gaps: [],
    skipped: [],
    policy: eu,
    policySha256: '0'.repeat(64),
    accountNames: {},
    version: '0.0.0',
  }).totals;
}
