import { describe, expect, it } from 'vitest';
import { aFence, aPolicy, judge, judgeOne, judgeSubmission } from '../judge-records.ts';
import { aCall, aReported, aSubmission } from '../records.ts';

const eu = aFence('eu');
const through = (modelId: string, awsRegion = 'eu-central-1') =>
  aReported('eu-west-3', { requestParameters: { modelId }, awsRegion });
const APP = 'arn:aws:bedrock:eu-central-1:111122223333:application-inference-profile/k3x9q1';
const creation = aCall({
  eventName: 'CreateInferenceProfile',
  requestParameters: {
    modelSource: {
      copyFrom:
        'arn:aws:bedrock:eu-central-1:111122223333:inference-profile/global.anthropic.claude-opus-5',
    },
  },
  responseElements: { inferenceProfileArn: APP },
});

describe('rule 6.1', () => {
  const zurich = aPolicy({
    fences: [{ name: 'eu', allow: ['eu'] }],
    waivers: [
      {
        id: 'W',
        regions: ['eu-central-2'],
        reason: 'r',
        owner: 'a',
        approvedBy: 'b',
        ticket: 't',
        from: '2026-11-01',
        until: '2026-11-30',
      },
    ],
  });
  it.each([
    ['eu. from Frankfurt', through('eu.anthropic.claude-opus-5'), eu, false],
    ['eu. from London', through('eu.anthropic.claude-opus-5', 'eu-west-2'), eu, true],
    ['eu. from Zurich', through('eu.anthropic.claude-opus-5', 'eu-central-2'), eu, true],
    [
      'eu. from Zurich, waived',
      through('eu.anthropic.claude-opus-5', 'eu-central-2'),
      zurich,
      false,
    ],
    ['global. landed inside', through('global.anthropic.claude-opus-5'), eu, true],
    [
      'global. in a fence of all',
      through('global.anthropic.claude-opus-5'),
      aFence('commercial'),
      false,
    ],
    ['a base model', through('amazon.nova-pro-v1:0'), eu, false],
    ['a base model called outside', through('amazon.nova-pro-v1:0', 'us-east-1'), eu, true],
    ['an unknown source Region', through('amazon.nova-pro-v1:0', 'xx-west-1'), eu, true],
    ['ran outside', aReported('us-east-1'), eu, true],
  ])('%s', (_, record, policy, exposed) =>
    expect(judgeOne([record], policy).exposed).toBe(exposed),
  );
});

describe('rule 6.2', () => {
  it.each([
    ['hidden, landed inside', [through(APP)], { exposed: false, unresolved: true }],
    [
      'hidden, ran outside',
      [aReported('us-east-1', { requestParameters: { modelId: APP } })],
      { exposed: true, unresolved: true },
    ],
    [
      'a record tells what it copies',
      [through(APP), creation],
      { exposed: true, unresolved: false, verdict: 'inside' },
    ],
    [
      'no model',
      [aReported('eu-west-3', { requestParameters: null })],
      { exposed: false, unresolved: true },
    ],
  ])('%s', (_, records, expected) => expect(judgeOne(records, eu)).toMatchObject(expected));

  it('never opens a profile for the verdict', () => {
    const stream = aCall({ eventName: 'ConverseStream', requestParameters: { modelId: APP } });
    expect(judgeOne([stream, creation], eu)).toMatchObject({ verdict: 'undecided', exposed: true });
    expect(judgeOne([stream], eu).verdict).toBe('undecided');
  });
});

describe('rule 6.3', () => {
  const batch = (modelId: string, awsRegion = 'eu-central-1') =>
    aSubmission({ requestParameters: { modelId }, awsRegion });
  const job = (profile: string, awsRegion = 'eu-central-1') =>
    aSubmission({
      eventName: 'InvokeDataAutomationAsync',
      awsRegion,
      requestParameters: {
        dataAutomationProfileArn: `arn:aws:bedrock:${awsRegion}:aws:data-automation-profile/${profile}`,
      },
    });
  it.each([
    ['stays inside', batch('eu.anthropic.claude-opus-5'), false, false, false],
    ['may leave', batch('global.anthropic.claude-opus-5'), true, false, true],
    ['from London', batch('eu.anthropic.claude-opus-5', 'eu-west-2'), true, false, true],
    ['hidden', batch(APP), false, true, true],
    ['Data Automation inside', job('eu.data-automation-v1'), false, false, false],
    ['Data Automation from London', job('eu.data-automation-v1', 'eu-west-2'), true, false, true],
    ['Data Automation, profile unknown', job('xx.data-automation-v1'), false, true, true],
    [
      'names no profile, inside',
      aSubmission({ eventName: 'Rerank', requestParameters: {} }),
      false,
      false,
      false,
    ],
    [
      'names no profile, outside',
      aSubmission({ eventName: 'Rerank', requestParameters: null, awsRegion: 'us-east-1' }),
      true,
      false,
      true,
    ],
    ['details that cannot be read', aSubmission({ additionalEventData: 7 }), false, false, true],
    [
      'names null',
      aSubmission({ additionalEventData: { inferenceRegion: null } }),
      false,
      false,
      true,
    ],
    [
      'names a Region inside',
      aSubmission({ additionalEventData: { inferenceRegion: 'eu-west-3' } }),
      false,
      false,
      false,
    ],
    [
      'names a Region outside',
      aSubmission({ additionalEventData: { inferenceRegion: 'us-east-1' } }),
      false,
      false,
      true,
    ],
    [
      'names an unknown Region',
      aSubmission({ additionalEventData: { inferenceRegion: 'xx-west-1' } }),
      false,
      false,
      true,
    ],
  ])('%s', (_, record, exposed, unresolved, neverRecorded) => {
    expect(judgeSubmission([record], eu)).toMatchObject({ exposed, unresolved, neverRecorded });
  });

  it('is in no sum of calls', () => {
    expect(judge([batch('global.x')], eu)).toMatchObject([{ call: null, duplicates: 0 }]);
  });
});
