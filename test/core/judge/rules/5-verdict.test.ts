import { describe, expect, it } from 'vitest';
import { aFence, aPolicy, judgeOne } from '../judge-records.ts';
import { aCall, aCompletion, aReported, aStream } from '../records.ts';

const eu = aFence('eu');

describe('rule 5.1', () => {
  const policy = aPolicy({
    fences: [
      { name: 'first', allow: ['eu'], scope: { sourceRegions: ['eu-central-1'] } },
      { name: 'second', allow: ['us'], scope: { sourceRegions: ['eu-central-1', 'us-east-1'] } },
    ],
  });
  it.each([
    ['the first that holds it', 'eu-central-1', 'eu-west-3', 'inside', 'first'],
    ['and not the second', 'eu-central-1', 'us-east-1', 'outside', 'first'],
    ['the second where the first does not', 'us-east-1', 'us-west-2', 'inside', 'second'],
    ['none', 'eu-west-1', 'eu-west-3', 'undecided', null],
  ])('%s', (_, awsRegion, region, verdict, fence) => {
    expect(judgeOne([aReported(region, { awsRegion })], policy)).toMatchObject({ verdict, fence });
  });
});

describe('rule 5.2', () => {
  const scoped = (scope: object) => aPolicy({ fences: [{ name: 'scoped', allow: ['eu'], scope }] });
  const ROLE = 'arn:aws:iam::111122223333:role/ChatBackend';
  it.each([
    ['account', { accounts: ['111122223333'] }, 'scoped'],
    ['another account', { accounts: ['444455556666'] }, null],
    ['source Region', { sourceRegions: ['eu-central-1'] }, 'scoped'],
    ['another source Region', { sourceRegions: ['eu-west-3'] }, null],
    ['the role of a session', { principals: [ROLE] }, 'scoped'],
    ['a pattern', { principals: ['arn:aws:iam::*:role/Chat*'] }, 'scoped'],
    ['a pattern that ends too early', { principals: ['arn:aws:iam::*:role/Chat'] }, null],
    [
      'the session itself',
      { principals: ['arn:aws:sts::111122223333:assumed-role/ChatBackend/session-1'] },
      null,
    ],
    ['base model', { models: ['anthropic.claude-opus-5'] }, 'scoped'],
    ['a pattern of models', { models: ['anthropic.*'] }, 'scoped'],
    ['the profile id is no base model', { models: ['eu.anthropic.claude-opus-5'] }, null],
    ['all of several', { accounts: ['111122223333'], models: ['amazon.*'] }, null],
  ])('%s', (_, scope, fence) => {
    expect(judgeOne([aReported('eu-west-3')], scoped(scope)).fence).toBe(fence);
  });

  it.each([
    ['eu.anthropic.claude-opus-5'],
    ['arn:aws:bedrock:eu-central-1:111122223333:inference-profile/eu.anthropic.claude-opus-5'],
    ['arn:aws:bedrock:eu-central-1::foundation-model/anthropic.claude-opus-5'],
    ['anthropic.claude-opus-5'],
    ['apac.anthropic.claude-opus-5'],
    ['arn:aws:bedrock:eu-central-1:111122223333:inference-profile/anthropic.claude-opus-5'],
  ])('the base model of %s', (modelId) => {
    const call = aReported('eu-west-3', { requestParameters: { modelId } });
    expect(judgeOne([call], scoped({ models: ['anthropic.claude-opus-5'] })).fence).toBe('scoped');
  });
});

describe('rule 5.3', () => {
  const waiver = (over: object) =>
    aPolicy({
      fences: [{ name: 'eu', allow: ['eu'] }],
      waivers: [
        {
          id: 'W-7',
          regions: ['eu-central-2'],
          reason: 'migration',
          owner: 'team-chat',
          approvedBy: 'ciso',
          ticket: 'SEC-7',
          from: '2026-11-01',
          until: '2026-11-03T12:00:00Z',
          ...over,
        },
      ],
    });
  const zurich = (eventTime: unknown, over = {}) =>
    aReported('eu-central-2', { eventTime, ...over });
  it.each([
    ['its last instant', {}, zurich('2026-11-03T12:00:00Z'), 'waived'],
    ['one millisecond later', {}, zurich('2026-11-03T12:00:00.001Z'), 'outside'],
    ['the first instant of its first day', {}, zurich('2026-11-01T00:00:00Z'), 'waived'],
    ['the last of the day before', {}, zurich('2026-10-31T23:59:59.9999999Z'), 'outside'],
    [
      'the last of a whole day',
      { until: '2026-11-03' },
      zurich('2026-11-03T23:59:59.9999999Z'),
      'waived',
    ],
    [
      'the first of the day after',
      { until: '2026-11-03' },
      zurich('2026-11-04T00:00:00Z'),
      'outside',
    ],
    ['a space for the T', {}, zurich('2026-11-03 11:00:00'), 'waived'],
    ['a time that cannot be read', {}, zurich('[REDACTED]'), 'outside'],
    ['a day that does not exist', {}, zurich('2026-11-31T00:00:00Z'), 'outside'],
    ['another Region', {}, aReported('eu-west-2'), 'outside'],
    [
      'another scope',
      { scope: { accounts: ['444455556666'] } },
      zurich('2026-11-02T00:00:00Z'),
      'outside',
    ],
  ])('%s', (_, over, record, verdict) => {
    expect(judgeOne([record], waiver(over)).verdict).toBe(verdict);
  });

  it('looks at the time of the record that named the Region', () => {
    const stream = aStream({ eventTime: '2026-11-03T11:59:59Z' });
    const late = aCompletion(stream, 'eu-central-2', { eventTime: '2026-11-03T12:00:01Z' });
    expect(judgeOne([stream, late], waiver({})).verdict).toBe('outside');
  });

  it('never waives what nobody could place', () => {
    expect(
      judgeOne(
        [zurich('2026-11-02T00:00:00Z', { additionalEventData: { inferenceRegion: null } })],
        waiver({}),
      ).verdict,
    ).toBe('undecided');
  });
});

describe('rule 5.4', () => {
  const observe = aPolicy({ fences: [{ name: 'eu', allow: ['eu'], mode: 'observe' }] });
  it.each([aCall(), aReported('us-east-1'), aReported(null)])(
    'same verdict, nobody woken',
    (record) => {
      const { verdict } = judgeOne([record], eu);
      expect(judgeOne([record], observe)).toMatchObject({ verdict, observed: true });
      expect(judgeOne([record], eu).observed).toBe(false);
    },
  );

  it('of two fences with the same verdict, the one that wakes somebody holds', () => {
    const scope = (account: string) => ({ scope: { accounts: [account] } });
    const policy = aPolicy({
      fences: [
        { name: 'quiet', allow: ['eu'], mode: 'observe', ...scope('111122223333') },
        { name: 'loud', allow: ['eu'], ...scope('444455556666') },
      ],
    });
    const call = aReported('us-east-1', { recipientAccountId: '444455556666' });
    const turned = aReported('us-east-1', { userIdentity: { accountId: '444455556666' } });
    expect(judgeOne([call], policy)).toMatchObject({ fence: 'loud', observed: false });
    expect(judgeOne([turned], policy)).toMatchObject({ fence: 'loud', observed: false });
  });
});
