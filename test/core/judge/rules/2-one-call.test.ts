import { describe, expect, it } from 'vitest';
import { aFence, aPolicy, judgeCalls, judgeOne } from '../judge-records.ts';
import { aCall, aCompletion, aReported, aStream } from '../records.ts';

const eu = aFence('eu');

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
    [
      'denied and served: may have run',
      [{ ...served, errorCode: 'AccessDenied' }, served],
      { verdict: 'inside', refusal: null },
    ],
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

  it('is told by its earliest record', () => {
    const late = { ...open, eventID: 'a-late-copy', eventTime: '2026-11-03T10:40:00Z' };
    expect(judgeOne([late, open], eu).eventId).toBe(open.eventID);
  });

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
