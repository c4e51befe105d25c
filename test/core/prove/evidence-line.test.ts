import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAloneJudge } from '../../../core/judge/judge-alone.ts';
import { readRecord } from '../../../core/judge/read-record.ts';
import { createEvidenceWriter, evidenceBeside } from '../../../core/prove/evidence-line.ts';
import { readEvidence } from '../../../core/prove/read-evidence.ts';
import { readEvidenceLine } from '../../../core/prove/read-evidence-line.ts';
import { aFence } from '../judge/judge-records.ts';
import { aPerturbedRecord } from '../judge/perturb.ts';
import { aCall, aCorrection, aReported } from '../judge/records.ts';

const policy = aFence('eu');
const SHA = 'ab'.repeat(32);

function write(record: unknown): string {
  const reading = readRecord(record);
  if (!('line' in reading)) throw new Error('expected a call');
  return createEvidenceWriter(SHA, '1.2.3')(createAloneJudge(policy)(reading.line));
}

describe('a line of evidence', () => {
  it('is read back into the reading that it was made from', () => {
    const judgeAlone = createAloneJudge(policy);
    const writeLine = createEvidenceWriter(SHA, '1.2.3');
    fc.assert(
      fc.property(aPerturbedRecord, (record) => {
        const reading = readRecord(record);
        const texts =
          'line' in reading ? [writeLine(judgeAlone(reading.line))] : evidenceBeside(reading);
        const read = [...readEvidence(texts.join('\n'))];
        if ('line' in reading) {
          expect(read).toMatchObject([{ kind: 'line', reading, policySha256: SHA }]);
        } else {
          expect(read.map((each) => each.kind)).toEqual(texts.map(() => 'line'));
        }
      }),
      { numRuns: process.env.DEEP ? 5000 : 500 },
    );
  });

  it('says what was judged, by which policy and which version', () => {
    expect(JSON.parse(write(aReported('us-east-1')))).toMatchObject({
      schema: 'evidence/1',
      reading: 'call',
      time: '2026-11-03T10:31:07.000Z',
      named: { kind: 'named', region: 'us-east-1' },
      judged: {
        verdict: 'outside',
        inferenceRegion: 'us-east-1',
        basis: 'reported',
        fence: 'test',
        exposed: true,
      },
      policy: SHA,
      code: '1.2.3',
    });
  });

  it('holds no session, address, user agent or other text of the record', () => {
    const text = write(
      aReported('us-east-1', {
        sourceIPAddress: '203.0.113.7',
        userAgent: 'Boto3/1 secret-host',
        requestParameters: { modelId: 'eu.anthropic.claude-opus-5', body: 'a prompt' },
        responseElements: { text: 'a response' },
        metadata: 'jane@example.com',
      }),
    );
    for (const secret of [
      '203.0.113.7',
      'secret-host',
      'a prompt',
      'a response',
      'jane@',
      'session-1',
    ]) {
      expect(text).not.toContain(secret);
    }
  });

  it.each([
    ['a time that is at the end of what can be written', '9999-12-31T23:59:59-23:00'],
    ['a time with milliseconds', '2026-11-03T10:31:07.123Z'],
  ])('keeps %s', (_, eventTime) => {
    const reading = readRecord(aCall({ eventTime }));
    expect(readEvidenceLine(JSON.parse(write(aCall({ eventTime }))))).toMatchObject({
      kind: 'line',
      reading: { line: { timeMs: 'line' in reading ? reading.line.timeMs : null } },
    });
  });
});

describe('a line of an event that was stamped otherwise', () => {
  const misattributed = {
    stamped: { account: '444455556666', region: null },
    named: { account: '111122223333', region: 'eu-central-1' },
  };
  const record = aReported('us-east-1');
  const reading = readRecord(record);
  if (!('line' in reading)) throw new Error('expected a call');
  const judged = createAloneJudge(policy)(reading.line);
  const marked = JSON.parse(createEvidenceWriter(SHA, '1.2.3')({ ...judged, misattributed }));

  it('says so, and is otherwise the same line', () => {
    expect(readEvidenceLine(marked)).toMatchObject({ reading, misattribution: misattributed });
    const { misattributed: said, ...rest } = marked;
    expect(said).toEqual(misattributed);
    expect(rest).toEqual(JSON.parse(write(record)));
  });

  it('one without it contradicts nothing, as all evidence of earlier releases', () => {
    expect(readEvidenceLine(JSON.parse(write(record)))).toMatchObject({ misattribution: null });
  });

  it.each([
    { stamped: misattributed.stamped },
    { ...misattributed, named: { account: 7, region: null } },
    { ...misattributed, more: 1 },
    'yes',
  ])('%j is none', (wrong) => {
    expect(readEvidenceLine({ ...marked, misattributed: wrong }).kind).toBe('bad');
  });
});

describe('beside calls', () => {
  it('keeps a correction that turned out to be no call', () => {
    const reading = readRecord(
      aCorrection(aCall({ eventID: 'e-1' }), { eventName: 'ListFoundationModels' }),
    );
    const [line = ''] = evidenceBeside(reading);
    expect(readEvidenceLine(JSON.parse(line))).toMatchObject({
      kind: 'line',
      reading: { kind: 'other', corrects: 'e-1' },
    });
  });

  it('keeps the creation of an application profile', () => {
    const reading = readRecord(
      aCall({
        eventName: 'CreateInferenceProfile',
        requestParameters: { modelSource: { copyFrom: 'eu.x' } },
        responseElements: { inferenceProfileArn: 'arn:aws:bedrock:::p' },
        tlsDetails: undefined,
      }),
    );
    const [line = ''] = evidenceBeside(reading);
    expect(readEvidenceLine(JSON.parse(line))).toMatchObject({
      reading: { creation: { arn: 'arn:aws:bedrock:::p', copyFrom: 'eu.x' } },
    });
  });

  it('keeps nothing of a record that says nothing', () => {
    expect(evidenceBeside(readRecord({ eventSource: 's3.amazonaws.com' }))).toEqual([]);
  });
});

describe('what is no line of evidence', () => {
  const good = JSON.parse(write(aCall()));
  it.each<readonly [string, unknown]>([
    ['null', null],
    ['a list', []],
    ['another schema', { ...good, schema: 'evidence/2' }],
    ['another reading', { ...good, reading: 'other' }],
    ['a field that nobody knows', { ...good, extra: 1 }],
    ['a time that is none', { ...good, time: '2026-02-30T00:00:00.000Z' }],
    ['a time in another form', { ...good, time: '2026-02-03' }],
    ['tokens below 0', { ...good, inputTokens: -1 }],
    [
      'an outcome that is none',
      { ...good, outcome: { kind: 'refused', refusal: 'maybe', errorCode: '' } },
    ],
    ['a Region that is no text', { ...good, named: { kind: 'named', region: 7 } }],
    ['no judgement', { ...good, judged: undefined }],
    ['a policy that is no hash', { ...good, policy: 'abc' }],
    ['a stray that corrects nothing', { schema: 'evidence/1', reading: 'stray' }],
  ])('%s is bad, and says why', (_, value) => {
    const read = readEvidenceLine(value);
    expect(read.kind).toBe('bad');
    expect(read.kind === 'bad' && read.problem).toMatch(/\S/);
  });

  it('a line that is no JSON is bad, and the others are read', () => {
    const read = [...readEvidence(`${write(aCall())}\n{"schema\n${write(aCall())}\n`)];
    expect(read.map(({ kind }) => kind)).toEqual(['line', 'bad', 'line']);
  });
});
