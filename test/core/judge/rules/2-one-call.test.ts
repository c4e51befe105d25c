import { describe, expect, it } from 'vitest';
import { aFence, aPolicy, judge, judgeCalls, judgeOne, judgeSubmission } from '../judge-records.ts';
import { aCall, aCompletion, aCorrection, aReported, aStream, aSubmission } from '../records.ts';

const eu = aFence('eu');
const duplicatesOf = (records: unknown[]) =>
  judge(records, eu).reduce((sum, { duplicates }) => sum + duplicates, 0);

describe('rule 2.1', () => {
  const original = aCall();
  const outside = { additionalEventData: { inferenceRegion: 'us-east-1' } };
  const first = aCorrection(original, outside);
  const second = aCorrection(first, { additionalEventData: { inferenceRegion: 'eu-west-3' } });

  it.each([
    ['replaces its original', [original, first], 'outside', 1],
    ['in any order', [first, original], 'outside', 1],
    ['replaces every copy', [original, first, original], 'outside', 2],
    ['replaces a correction that it names', [second, original, first], 'inside', 2],
    ['two that agree are merged', [original, first, aCorrection(original, outside)], 'outside', 2],
    [
      'two that differ leave it undecided',
      [
        original,
        first,
        aCorrection(original, { additionalEventData: { inferenceRegion: 'eu-west-3' } }),
      ],
      'undecided',
      2,
    ],
    ['without its original it stands alone', [first], 'outside', 0],
    [
      'one that names no original is a copy',
      [original, { ...first, addendum: { reason: 'UPDATED_DATA' } }],
      'outside',
      1,
    ],
    [
      'another reason is a copy',
      [
        original,
        { ...first, addendum: { reason: 'DELIVERY_DELAY', originalEventID: original.eventID } },
      ],
      'outside',
      1,
    ],
  ])('%s', (_, records, verdict, duplicates) => {
    expect(judgeOne(records, eu).verdict).toBe(verdict);
    expect(duplicatesOf(records)).toBe(duplicates);
  });

  it('takes the key of its original, whatever request it names', () => {
    const other = { ...first, requestID: 'another' };
    expect(judgeOne([original, other], eu)).toMatchObject({ verdict: 'outside' });
  });

  it('corrects nothing in a circle', () => {
    const one = {
      ...aReported('us-east-1'),
      eventID: 'one',
      addendum: { reason: 'UPDATED_DATA', originalEventID: 'two' },
    };
    const two = {
      ...aReported('us-east-1'),
      eventID: 'two',
      addendum: { reason: 'UPDATED_DATA', originalEventID: 'one' },
    };
    expect(judgeCalls([one, two], eu)).toHaveLength(2);
    const self = { ...first, addendum: { reason: 'UPDATED_DATA', originalEventID: first.eventID } };
    expect(judgeOne([original, self], eu).verdict).toBe('outside');
    expect(duplicatesOf([original, self])).toBe(1);
  });

  it('corrects a completion alone and leaves its call', () => {
    const stream = aStream();
    const completion = aCompletion(stream, 'us-east-1');
    const records = [
      stream,
      completion,
      aCorrection(completion, {
        serviceEventDetails: {
          parentRequestId: stream.requestID,
          AdditionalEventData: { additionalEntries: { inferenceRegion: 'eu-west-3' } },
        },
      }),
    ];
    expect(judgeOne(records, eu)).toMatchObject({ verdict: 'inside', basis: 'completion' });
    expect(duplicatesOf(records)).toBe(1);
  });

  it('survives a chain of 20,000 corrections', () => {
    const chain = [aCall()];
    for (let n = 0; n < 20_000; n += 1) chain.push(aCorrection(chain.at(-1) ?? {}));
    expect(judgeCalls(chain, eu)).toHaveLength(1);
  });
});

describe('rule 2.2', () => {
  const call = aReported('eu-west-3');
  const denied = aCall({ errorCode: 'AccessDenied' });
  it.each([
    ['names another source Region', [call, aCorrection(call, { awsRegion: 'eu-west-1' })]],
    ['turned out a submission', [call, aCorrection(call, { eventName: 'StartAsyncInvoke' })]],
    [
      'turned out housekeeping',
      [call, aCorrection(call, { eventName: 'GetInvoke', additionalEventData: null })],
    ],
    ['turned out unreadable', [call, aCorrection(call, { awsRegion: null })]],
    ['turned out unrecognised', [call, aCorrection(call, { eventName: 'GetInvoke' })]],
    [
      'turned out a completion',
      [
        call,
        aCorrection(aCompletion(call, 'eu-west-3'), {
          addendum: { reason: 'UPDATED_DATA', originalEventID: call.eventID },
        }),
      ],
    ],
    ['of a refused call', [denied, aCorrection(denied, { eventName: 'GetInvoke' })]],
  ])('%s', (_, records) => {
    expect(judgeOne(records, eu)).toMatchObject({
      verdict: 'undecided',
      basis: 'unknown',
      inferenceRegion: null,
    });
  });

  it('leaves a submission unresolved', () => {
    const batch = aSubmission();
    expect(judgeSubmission([batch], eu)).toMatchObject({ unresolved: false, neverRecorded: false });
    const turned = aCorrection(batch, { eventName: 'Converse' });
    expect(judgeSubmission([batch, turned], eu)).toMatchObject({
      unresolved: true,
      neverRecorded: true,
    });
  });
});

describe('rule 2.3', () => {
  const call = aCall();
  it.each([
    ['the same request', [call, { ...call, eventID: 'another' }], 1],
    ['another event name', [call, { ...call, eventName: 'InvokeModel' }], 2],
    ['another source Region', [call, { ...call, awsRegion: 'eu-west-3' }], 2],
    [
      'no request, the same event',
      [
        { ...call, requestID: null },
        { ...call, requestID: '' },
      ],
      1,
    ],
    [
      'no request, another event',
      [
        { ...call, requestID: null },
        { ...call, requestID: 7, eventID: 'x' },
      ],
      2,
    ],
    [
      'neither: never merged',
      [
        { ...call, requestID: null, eventID: null },
        { ...call, requestID: null, eventID: null },
      ],
      2,
    ],
  ])('%s', (_, records, calls) => {
    const judged = judgeCalls(records, eu);
    expect(judged).toHaveLength(calls);
    expect(new Set(judged.map(({ key }) => key)).size).toBe(calls);
  });

  it('gives a completion the key of its parent, in any order', () => {
    const stream = aStream();
    const completion = aCompletion(stream, 'eu-west-3');
    expect(judgeOne([completion, stream], eu)).toMatchObject({
      hasCompletion: true,
      eventId: stream.eventID,
    });
  });
});

describe('rule 2.4', () => {
  const call = aStream();
  const reporting = (region: unknown) => ({
    ...call,
    additionalEventData: { inferenceRegion: region },
  });
  it.each([
    ['named beats assumed', [call, reporting('us-east-1')], 'outside', 'reported'],
    [
      'reported beats completion',
      [reporting('eu-west-3'), aCompletion(call, 'eu-west-3')],
      'inside',
      'reported',
    ],
    ['two that differ', [reporting('eu-west-3'), reporting('us-east-1')], 'undecided', 'unknown'],
    [
      'two that differ, one not known',
      [reporting('eu-west-3'), reporting('xx-west-9')],
      'undecided',
      'unknown',
    ],
    [
      'call and completion differ',
      [reporting('eu-west-3'), aCompletion(call, 'eu-west-1')],
      'undecided',
      'unknown',
    ],
    ['one that cannot be read', [reporting('eu-west-3'), reporting(null)], 'undecided', 'unknown'],
    [
      'a completion without a Region',
      [reporting('eu-west-3'), aCompletion(call, undefined)],
      'undecided',
      'unknown',
    ],
    [
      'completions that differ',
      [call, aCompletion(call, 'eu-west-3'), aCompletion(call, 'eu-west-1')],
      'undecided',
      'unknown',
    ],
  ])('%s', (_, records, verdict, basis) => {
    expect(judgeOne(records, eu)).toMatchObject({ verdict, basis });
  });
});

describe('rule 2.5', () => {
  const refused = aCall({ errorCode: 'ThrottlingException' });
  const { errorCode: _, ...served } = refused;
  const leaving = { requestParameters: { modelId: 'global.anthropic.claude-opus-5' } };
  const open = aStream({ awsRegion: 'eu-central-1' });
  it.each([
    ['refused and served: may have run', [refused, served], { verdict: 'inside', refusal: null }],
    ['refused twice', [refused, refused], { verdict: 'not-served', refusal: 'throttled' }],
    [
      'routes of every model',
      [open, { ...open, ...leaving }],
      { verdict: 'undecided', openStream: true },
    ],
    [
      'an early copy does not make it early',
      [
        { ...open, ...leaving, eventTime: '2025-12-31T23:59:59Z' },
        { ...open, ...leaving },
      ],
      { verdict: 'undecided' },
    ],
    [
      'all early',
      [{ ...open, ...leaving, eventTime: '2025-12-31T23:59:59Z' }],
      { verdict: 'inside', basis: 'assumed-source' },
    ],
    [
      'the earliest time',
      [open, { ...open, eventTime: '2026-11-03T09:00:00Z' }],
      { timeMs: Date.parse('2026-11-03T09:00:00Z') },
    ],
  ])('%s', (_, records, expected) => expect(judgeOne(records, eu)).toMatchObject(expected));

  it('takes the greatest token counts', () => {
    const call = aReported('eu-west-3');
    const other = {
      ...call,
      additionalEventData: { inferenceRegion: 'eu-west-3', inputTokens: 7, outputTokens: 900 },
    };
    expect(judgeOne([call, other], eu)).toMatchObject({ inputTokens: 120, outputTokens: 900 });
  });
});

describe('rule 2.6', () => {
  const policy = aPolicy({
    fences: [
      { name: 'eu', allow: ['eu'], scope: { accounts: ['111122223333'] } },
      { name: 'us', allow: ['us'], scope: { accounts: ['444455556666'] } },
    ],
  });
  const caller = (accountId: unknown) => ({
    userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::1:user/a', accountId },
  });
  it.each([
    ['one account', aReported('eu-west-3'), 'inside'],
    ['caller under another fence', aReported('eu-west-3', caller('444455556666')), 'outside'],
    ['caller under no fence', aReported('eu-west-3', caller('999999999999')), 'undecided'],
    [
      'recipient under another fence',
      aReported('eu-west-3', { recipientAccountId: '444455556666' }),
      'outside',
    ],
    ['only a caller', aReported('eu-west-3', { recipientAccountId: undefined }), 'inside'],
    [
      'no account',
      aReported('eu-west-3', { recipientAccountId: null, ...caller(null) }),
      'undecided',
    ],
  ])('%s', (_, record, verdict) => expect(judgeOne([record], policy).verdict).toBe(verdict));

  it('looks at the accounts of every copy', () => {
    const call = aReported('eu-west-3');
    expect(judgeOne([call, { ...call, recipientAccountId: '444455556666' }], policy).verdict).toBe(
      'outside',
    );
  });
});

describe('rule 2.7', () => {
  it.each([
    ['eu-west-3', { verdict: 'inside', basis: 'completion', unresolved: true, exposed: false }],
    ['us-east-1', { verdict: 'outside', basis: 'completion', unresolved: true, exposed: true }],
    [null, { verdict: 'undecided', basis: 'unknown', unresolved: true, exposed: false }],
  ])('%s', (region, expected) => {
    expect(judgeOne([aCompletion(aStream(), region)], eu)).toMatchObject({
      modelId: null,
      hasCompletion: true,
      ...expected,
    });
  });
});
