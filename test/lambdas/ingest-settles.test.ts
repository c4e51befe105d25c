import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fieldOf, textOf } from '../../core/judge/json-fields.ts';
import { createLedger } from '../../core/judge/ledger.ts';
import { readRecord } from '../../core/judge/read-record.ts';
import { aPerturbedRecord } from '../core/judge/perturb.ts';
import { anIngest, messagesOf } from './an-ingest.ts';

const HOSTILE = fc.constantFrom<unknown>(
  '__proto__',
  'constructor',
  '\u202e\u0000\ud800',
  '模'.repeat(5000),
  '',
  1e308,
  { constructor: null },
);
const FIELDS = [
  ['recipientAccountId'],
  ['awsRegion'],
  ['eventTime'],
  ['errorCode'],
  ['userIdentity', 'arn'],
  ['requestParameters', 'modelId'],
  ['additionalEventData', 'inferenceRegion'],
] as const;

/** A record with an id, so that its copies are known as such, of which one field in four holds what no honest caller sends. */
const aHostileRecord = fc
  .tuple(aPerturbedRecord, fc.nat(4 * FIELDS.length - 1), HOSTILE)
  .map(([record, at, value]) => {
    const known = { ...record, eventID: textOf(fieldOf(record, 'eventID')) ?? 'e' };
    const [name, inner] = FIELDS[at] ?? [];
    if (name === undefined) return known;
    return { ...known, [name]: inner === undefined ? value : { [inner]: value } };
  });

it('in whatever batches and however often records come, evidence settles into what an audit finds', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.record({ record: aHostileRecord, batches: fc.uniqueArray(fc.nat(3), { minLength: 1 }) }),
        {
          maxLength: 8,
        },
      ),
      async (sent) => {
        const world = anIngest();
        const ingest = world.start();
        for (const batch of [0, 1, 2, 3]) {
          const records = sent.filter(({ batches }) => batches.includes(batch));
          const failed = await ingest(messagesOf(...records.map(({ record }) => record)));
          expect([...failed]).toEqual([]);
        }
        const ledger = createLedger();
        for (const { record, batches } of sent) {
          const reading = readRecord(JSON.parse(JSON.stringify(record)));
          for (const _ of batches) ledger.add(reading);
        }
        const audited = [...ledger.settle(world.policy)].flatMap(({ call }) => call ?? []);
        expect(sorted(world.settled())).toEqual(sorted(audited));
      },
    ),
    { numRuns: process.env.DEEP ? 20_000 : 100 },
  );
});

function sorted(calls: readonly object[]): readonly string[] {
  return calls.map((call) => JSON.stringify(call)).sort();
}
