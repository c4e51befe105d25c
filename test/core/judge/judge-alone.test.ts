import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createInterner } from '../../../core/judge/intern-facts.ts';
import { createAloneJudge } from '../../../core/judge/judge-alone.ts';
import { keyOf } from '../../../core/judge/key.ts';
import { readRecord } from '../../../core/judge/read-record.ts';
import type { Line, LineKind } from '../../../core/judge/reading.ts';
import { settleCall } from '../../../core/judge/settle.ts';
import { settleSubmission } from '../../../core/judge/settle-submission.ts';
import { aPolicy } from './judge-records.ts';
import { aPerturbedRecord } from './perturb.ts';
import { aCall, aReported } from './records.ts';

const policy = aPolicy({
  fences: [
    { name: 'eu', allow: ['eu'], scope: { accounts: ['111122223333'] } },
    { name: 'us', allow: ['us'], mode: 'observe' },
  ],
  waivers: [
    {
      ...{ id: 'W-1', regions: ['eu-central-2', 'ap-southeast-4'], reason: 'test', owner: 'a' },
      ...{ approvedBy: 'b', ticket: 'T', from: '2026-11-03', until: '2026-11-03T12:00:00Z' },
    },
  ],
});

it('says of a line what settling that line alone says, whatever was judged before it', () => {
  fc.assert(
    fc.property(fc.array(aPerturbedRecord, { minLength: 1, maxLength: 12 }), (records) => {
      const judgeAlone = createAloneJudge(policy);
      const intern = createInterner();
      for (const record of records) {
        const reading = readRecord(record);
        if (!('line' in reading)) continue;
        const line = intern({ ...reading.line, corrects: null });
        const { call, submission } = judgeAlone(line);
        expect({ call, submission }).toEqual(settle(line));
      }
    }),
    { numRuns: process.env.DEEP ? 5000 : 300 },
  );
});

it.each([
  ['the last instant of a waiver', '2026-11-03T12:00:00Z', 'waived'],
  ['the second after it', '2026-11-03T12:00:01Z', 'outside'],
  ['its first instant', '2026-11-03T00:00:00Z', 'waived'],
  ['the second before it', '2026-11-02T23:59:59Z', 'outside'],
  ['an unreadable time', 'soon', 'outside'],
])('%s, after another time of the same facts', (_, eventTime, verdict) => {
  const judgeAlone = createAloneJudge(policy);
  const intern = createInterner();
  const times = ['2026-11-03T10:00:00Z', '2027-01-01T00:00:00Z', 'never', eventTime];
  const verdicts = times.map((time) => {
    const reading = readRecord(aReported('ap-southeast-4', { eventTime: time }));
    return 'line' in reading ? judgeAlone(intern(reading.line)).call?.verdict : null;
  });
  expect(verdicts).toEqual(['waived', 'outside', 'outside', verdict]);
});

it('tells a refusal from one that counts tokens, and keeps the ids of each', () => {
  const judgeAlone = createAloneJudge(policy);
  const intern = createInterner();
  const refused = (additionalEventData: unknown) =>
    readRecord(aCall({ errorCode: 'AccessDenied', additionalEventData }));
  const verdicts = [{}, { inputTokens: 1 }, {}].map((data) => {
    const reading = refused(data);
    if (!('line' in reading)) throw new Error('expected a call');
    const { call, like } = judgeAlone(intern(reading.line));
    expect(call?.eventId).toBe(reading.line.eventId);
    return { verdict: call?.verdict, like };
  });
  expect(verdicts.map(({ verdict }) => verdict)).toEqual(['not-served', 'inside', 'not-served']);
  expect(verdicts[0]?.like).toBe(verdicts[2]?.like);
  expect(verdicts[0]?.like).not.toBe(verdicts[1]?.like);
});

/** Without a memory of what was judged before. */
function settle(line: Line) {
  const group = { key: keyOf(line) ?? JSON.stringify([line, 0]), contested: null };
  const of = (kind: LineKind) => (line.facts.kind === kind ? [line] : []);
  const submissions = of('submission');
  return submissions.length > 0
    ? { call: null, submission: settleSubmission({ ...group, submissions }, new Map(), policy) }
    : {
        call: settleCall(
          { ...group, calls: of('call'), completions: of('completion') },
          new Map(),
          policy,
        ),
        submission: null,
      };
}
