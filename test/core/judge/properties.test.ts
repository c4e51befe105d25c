import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalog } from '../../../core/catalog/known.ts';
import { createLedger } from '../../../core/judge/ledger.ts';
import { readRecord } from '../../../core/judge/read-record.ts';
import { aFence, aPolicy, judge, judgeCalls, judgeOne } from './judge-records.ts';
import {
  aCall,
  aCompletion,
  aCorrection,
  aReported,
  aStream,
  aSubmission,
  type RecordJson,
} from './records.ts';

const numRuns = process.env.DEEP ? 5_000 : 200;
const eu = aFence('eu');
const stream = aStream();
const call = aReported('eu-west-3');
const VALID: readonly RecordJson[] = [
  aCall(),
  call,
  stream,
  aCompletion(stream, 'eu-west-1'),
  aSubmission(),
  aCall({ errorCode: 'AccessDenied', errorMessage: 'x' }),
  aCorrection(call),
  aCall({ eventSource: 'bedrock-mantle.amazonaws.com', eventName: 'CreateInference' }),
];
const FIELDS = [...new Set(VALID.flatMap((record) => Object.keys(record)))].concat(
  'additionalEventData',
  'addendum',
  'errorCode',
);
const regions = catalog.regions.map(({ code }) => code);
const anyRegion = fc.constantFrom(...regions);
const anyRecord = fc.constantFrom(...VALID);
const junk = fc.oneof(
  fc.anything(),
  fc.json().map((text): unknown => JSON.parse(text)),
  fc.constantFrom<unknown>(
    { toString: 1 },
    { valueOf: null },
    '__proto__',
    'constructor',
    '',
    null,
    [],
    {},
    0,
    -1,
    '\ud800',
  ),
);

describe('perturbed records', () => {
  it('never throw, and give one reading whatever one field holds', () => {
    fc.assert(
      fc.property(anyRecord, fc.constantFrom(...FIELDS), junk, (record, field, value) => {
        const judged = judge([jsonOf({ ...record, [field]: value }), ...VALID], eu);
        expect(judged.length).toBeGreaterThan(0);
      }),
      { numRuns },
    );
  });

  it('never throw whatever a field inside a field holds', () => {
    const inner = fc.constantFrom(
      'modelId',
      'model',
      'inferenceRegion',
      'parentRequestId',
      'AdditionalEventData',
      'arn',
      'accountId',
      'sessionContext',
      'originalEventID',
      'reason',
      'clientProvidedHostHeader',
    );
    fc.assert(
      fc.property(
        anyRecord,
        fc.constantFrom(...FIELDS),
        inner,
        junk,
        (record, field, name, value) => {
          const outer = typeof record[field] === 'object' ? record[field] : {};
          judge([jsonOf({ ...record, [field]: { ...outer, [name]: value } })], eu);
        },
      ),
      { numRuns },
    );
  });

  it('an unknown Region is never inside, whatever the fence', () => {
    fc.assert(
      fc.property(fc.string(), fc.subarray(regions, { minLength: 1 }), (region, allow) => {
        fc.pre(!regions.includes(region) && !/-[a-z]{3}-\d/.test(region));
        expect(judgeOne([jsonOf(aReported(region))], aFence(...allow)).verdict).toBe('undecided');
      }),
      { numRuns },
    );
  });
});

describe('fences', () => {
  const models = [
    'eu.anthropic.claude-opus-5',
    'global.anthropic.claude-opus-5',
    'us.anthropic.claude-opus-5',
    'amazon.nova-pro-v1:0',
    'hidden',
  ];
  const anyCall = fc
    .record({
      source: anyRegion,
      served: fc.option(anyRegion),
      model: fc.constantFrom(...models),
      eventName: fc.constantFrom('Converse', 'ConverseStream'),
      failed: fc.boolean(),
    })
    .map(({ source, served, model, eventName, failed }) =>
      aCall({
        awsRegion: source,
        eventName,
        requestParameters: { modelId: model },
        ...(served === null ? {} : { additionalEventData: { inferenceRegion: served } }),
        ...(failed ? { errorCode: 'ModelTimeoutException' } : {}),
      }),
    );

  it('growing one never turns inside into outside', () => {
    fc.assert(
      fc.property(
        anyCall,
        fc.subarray(regions, { minLength: 1 }),
        anyRegion,
        (record, allow, added) => {
          fc.pre(judgeOne([record], aFence(...allow)).verdict === 'inside');
          expect(judgeOne([record], aFence(...allow, added)).verdict).toBe('inside');
        },
      ),
      { numRuns },
    );
  });

  it('the verdict is inside exactly when every possible Region is', () => {
    fc.assert(
      fc.property(anyCall, fc.subarray(regions, { minLength: 1 }), (record, allow) => {
        const { verdict, inferenceRegion } = judgeOne([record], aFence(...allow));
        if (verdict === 'inside') expect(allow).toContain(inferenceRegion ?? allow[0]);
        if (verdict === 'outside' && inferenceRegion !== null)
          expect(allow).not.toContain(inferenceRegion);
      }),
      { numRuns },
    );
  });
});

describe('order and copies', () => {
  const day = [
    ...VALID,
    aReported('us-east-1'),
    aStream({ awsRegion: 'eu-west-2' }),
    aCorrection(VALID[0] ?? {}),
  ];

  it('the order of records changes nothing', () => {
    const whole = judge(day, eu);
    fc.assert(
      fc.property(fc.shuffledSubarray(day, { minLength: day.length }), (shuffled) => {
        expect(judge(shuffled, eu)).toEqual(whole);
      }),
      { numRuns: Math.min(numRuns, 2_000) },
    );
  });

  it('a copy of a keyed record changes only the duplicates', () => {
    const whole = judge(day, eu);
    const copies = (judged: typeof whole) =>
      judged.reduce((sum, { duplicates }) => sum + duplicates, 0);
    const rest = (judged: typeof whole) =>
      judged.map(({ call: each, submission }) => ({ each, submission }));
    fc.assert(
      fc.property(fc.constantFrom(...day), (copy) => {
        const more = judge([...day, copy], eu);
        expect(rest(more)).toEqual(rest(whole));
        expect(copies(more)).toBe(copies(whole) + 1);
      }),
      { numRuns: Math.min(numRuns, 200) },
    );
  });
});

it('200,000 copies of one call are one call', () => {
  const copies = Array.from({ length: 200_000 }, () => call);
  const ledger = createLedger();
  for (const copy of copies) ledger.add(readRecord(copy));
  const [judged, ...rest] = ledger.settle(eu);
  expect(judged).toMatchObject({ duplicates: 199_999, call: { inputTokens: 120 } });
  expect(rest).toEqual([]);
});

it('a waiver holds at its last millisecond and not one later', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: Date.parse('2026-01-01'), max: Date.parse('2027-01-01') }),
      (untilMs) => {
        const waiver = {
          id: 'W',
          regions: ['us-east-1'],
          reason: 'r',
          owner: 'a',
          approvedBy: 'b',
          ticket: 't',
          from: '2025-01-01',
          until: new Date(untilMs).toISOString(),
        };
        const policy = aPolicy({ fences: [{ name: 'eu', allow: ['eu'] }], waivers: [waiver] });
        const at = (timeMs: number) =>
          judgeCalls(
            [aReported('us-east-1', { eventTime: new Date(timeMs).toISOString() })],
            policy,
          )[0]?.verdict;
        expect([at(untilMs), at(untilMs + 1)]).toEqual(['waived', 'outside']);
      },
    ),
    { numRuns: 50 },
  );
});

/** As a log would hold it; what JSON cannot say is left out. */
function jsonOf(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_, inner: unknown) =>
      typeof inner === 'bigint' ? String(inner) : inner,
    ),
  );
}
