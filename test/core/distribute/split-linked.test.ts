import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparePart, type Look } from '../../../core/distribute/compare-part.ts';
import { partOf } from '../../../core/distribute/part-of.ts';
import { splitLinked } from '../../../core/distribute/split-linked.ts';
import { namedBy, type WorkLine } from '../../../core/distribute/work-line.ts';
import { readRecord } from '../../../core/judge/read-record.ts';
import type { ComparedSides } from '../../../core/prove/compare-sides.ts';
import { createTrailCoverage } from '../../../core/prove/trail-coverage.ts';
import { aPolicy } from '../../lambdas/a-reconcile.ts';
import { FILE } from '../../lambdas/an-ingest.ts';
import { aPerturbedRecord } from '../judge/perturb.ts';
import { aCall, type RecordJson } from '../judge/records.ts';

const policy = aPolicy(FILE);
const other = aPolicy({ fences: [{ name: 'us', allow: ['us'] }] });
const coverage = createTrailCoverage(Date.parse('2026-11-10T00:00:00Z'));
for (const accountId of ['111122223333', '444455556666']) {
  coverage.addFile({ accountId, sourceRegion: 'eu-central-1' }, Date.parse('2026-11-03T12:00:00Z'));
}
const look: Look = {
  period: { fromMs: Date.parse('2026-11-03'), untilMs: Date.parse('2026-11-04') },
  policies: { at: (hour) => (hour < '2026-11-03T12' ? policy : other) },
  coverage,
  policyOf: (sha256) => (sha256 === other.sha256 ? other : policy),
};

/** Corrections of one another, of calls, of nothing, in circles, and corrections that are no calls. */
const addendum = fc
  .constantFrom('a', 'b', 'c', 'd', 'nowhere')
  .map((originalEventID) => ({ reason: 'UPDATED_DATA', originalEventID }));
const aRecord: fc.Arbitrary<RecordJson> = fc.oneof(
  { weight: 3, arbitrary: aPerturbedRecord },
  {
    weight: 2,
    arbitrary: fc
      .record({
        base: aPerturbedRecord,
        addendum,
        eventID: fc.constantFrom('a', 'b', 'c', 'd', undefined),
        requestID: fc.constantFrom('a', 'b', 'c', undefined),
        eventName: fc.constantFrom('Converse', 'ConverseStream', 'DeleteGuardrail'),
      })
      .map(({ base, ...over }) => JSON.parse(JSON.stringify({ ...base, ...over }))),
  },
);

function workOf(record: RecordJson, index: number, side: WorkLine['side']): WorkLine[] {
  const reading = readRecord(record);
  const from = { file: `file-${index % 3}`, sha256: 'f'.repeat(64) };
  const policySha256 = index % 2 === 0 ? policy.sha256 : other.sha256;
  if ('line' in reading) {
    const { line } = reading;
    return side === 'trail' ? [{ side, line, from }] : [{ side, line, policySha256 }];
  }
  if (reading.corrects === null) return [];
  const stray = reading.corrects;
  return side === 'trail' ? [{ side, stray, from }] : [{ side, stray }];
}

const aRun = fc.record({
  trail: fc.array(aRecord, { maxLength: 12 }),
  evidence: fc.array(aRecord, { maxLength: 6 }),
  /** Of the trail's records, which evidence has too. */
  seen: fc.array(fc.boolean(), { maxLength: 12 }),
  parts: fc.integer({ min: 1, max: 7 }),
});

/** What a comparison says, in an order of its own: parts finish in any order. */
function said(sides: readonly ComparedSides[]) {
  const sorted = (of: (one: ComparedSides) => readonly unknown[]) =>
    sides.flatMap((one) => of(one).map((each) => JSON.stringify(each))).sort();
  return {
    compared: sorted(({ compared }) => compared),
    missing: sorted(({ missing }) =>
      missing.map(({ line, from, by }) => [line, from, by.sha256] as const),
    ),
    strays: sorted(({ strays }) => strays),
  };
}

function distribute(work: readonly WorkLine[], parts: number) {
  const named = new Set(work.flatMap((each) => namedBy(each) ?? []));
  const byPart = new Map<string, WorkLine[]>();
  for (const each of work) {
    const part = 'stray' in each ? '0' : partOf(each.line, { parts });
    byPart.set(part, [...(byPart.get(part) ?? []), each]);
  }
  const split = [...byPart.values()].map((lines) => splitLinked(lines, named));
  return [...split.map(({ alone }) => alone), split.flatMap(({ linked }) => linked)];
}

describe('parts that are settled one by one', () => {
  it('say what settling everything together says, whatever corrections join', () => {
    fc.assert(
      fc.property(aRun, ({ trail, evidence, seen, parts }) => {
        const work = [
          ...trail.flatMap((record, index) => workOf(record, index, 'trail')),
          ...trail.flatMap((record, index) =>
            seen[index] === true ? workOf(record, index, 'evidence') : [],
          ),
          ...evidence.flatMap((record, index) => workOf(record, index, 'evidence')),
        ];
        const whole = comparePart(work, look);
        const apart = distribute(work, parts).map((part) => comparePart(part, look));
        expect(said(apart.map(({ before }) => before))).toEqual(said([whole.before]));
        expect(said(apart.map(({ after }) => after))).toEqual(said([whole.after]));
      }),
      { numRuns: process.env.DEEP ? 50_000 : 150 },
    );
  });

  it('lead evidence that lacks anything to what the trail says, corrections and what they replace too', () => {
    fc.assert(
      fc.property(aRun, ({ trail: records, seen }) => {
        /** One event id is that of one record, as AWS says it is. */
        const ids = records.map(({ eventID }) => eventID);
        const trail = records.filter(
          ({ eventID }, at) => typeof eventID !== 'string' || ids.indexOf(eventID) === at,
        );
        const all = { ...look, period: { fromMs: 0, untilMs: Number.MAX_SAFE_INTEGER } };
        const work = [
          ...trail.flatMap((record, index) => workOf(record, index, 'trail')),
          ...trail.flatMap((record, index) =>
            seen[index] === true ? workOf(record, 0, 'evidence') : [],
          ),
        ];
        const { after } = comparePart(work, { ...all, policies: { at: () => policy } });
        expect(after.compared.filter(({ kind }) => kind !== 'agreed')).toEqual([]);
        expect(after.missing).toEqual([]);
        expect(after.strays).toEqual([]);
      }),
      { numRuns: process.env.DEEP ? 50_000 : 150 },
    );
  });

  it('are of about the same size', () => {
    const sizes = new Map<string, number>();
    for (let at = 0; at < 16_000; at += 1) {
      const [work] = workOf(aCall(), at, 'trail');
      if (work === undefined || 'stray' in work) throw new Error('it is a call');
      const part = partOf(work.line, { parts: 16 });
      sizes.set(part, (sizes.get(part) ?? 0) + 1);
    }
    expect(sizes.size).toBe(16);
    for (const size of sizes.values()) expect(Math.abs(size - 1000)).toBeLessThan(200);
  });
});
