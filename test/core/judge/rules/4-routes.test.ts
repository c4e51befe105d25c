import { describe, expect, it } from 'vitest';
import { aFence, aPolicy, judgeOne } from '../judge-records.ts';
import { aCall, aReported, aStream } from '../records.ts';

const eu = aFence('eu');
const account = '111122223333';
const model = (modelId: string | undefined, over = {}) =>
  aCall({ requestParameters: { modelId }, ...over });
const stream = (modelId: string | undefined, awsRegion = 'eu-central-1', over = {}) =>
  aStream({ requestParameters: { modelId }, awsRegion, ...over });
const APP = `arn:aws:bedrock:eu-central-1:${account}:application-inference-profile/k3x9q1`;
const OPUS = 'eu.anthropic.claude-opus-5';

describe('rule 4.4', () => {
  const source = { inferenceRegion: 'eu-central-1', basis: 'assumed-source' };
  const open = { verdict: 'undecided', basis: 'unknown', inferenceRegion: null };
  const since = { eventTime: '2026-01-01T00:00:00Z' };
  it.each([
    ['all inside', stream(OPUS), { verdict: 'inside', ...source, openStream: true }],
    [
      'first instant of completions',
      stream('global.anthropic.claude-opus-5', 'eu-central-1', since),
      { ...open, openStream: true },
    ],
    [
      'a time that cannot be read',
      stream('global.anthropic.claude-opus-5', 'eu-central-1', { eventTime: '[REDACTED]' }),
      open,
    ],
    ['some outside', stream(OPUS, 'eu-west-2'), { ...open, openStream: true }],
    [
      'all outside',
      stream('us.anthropic.claude-opus-5', 'us-east-1'),
      { verdict: 'outside', inferenceRegion: 'us-east-1', basis: 'assumed-source' },
    ],
    [
      'all outside, source no route',
      stream('us.anthropic.claude-3-5-sonnet-20240620-v1:0', 'us-east-2'),
      { verdict: 'outside', inferenceRegion: null, basis: 'assumed-source' },
    ],
    [
      'a failure through a profile',
      aCall({ errorCode: 'ModelTimeoutException' }),
      { verdict: 'inside', ...source, openStream: false },
    ],
    [
      'a bidirectional stream',
      stream(OPUS, 'eu-west-2', { eventName: 'InvokeModelWithBidirectionalStream' }),
      { ...open, openStream: false },
    ],
    [
      'an unlisted name through a profile',
      model(OPUS, { eventName: 'CreateChatCompletion', awsRegion: 'eu-west-2' }),
      { ...open, openStream: false },
    ],
  ])('%s', (_, record, expected) => expect(judgeOne([record], eu)).toMatchObject(expected));

  it.each([
    ['every route waived', ['us-east-1', 'us-east-2', 'us-west-2'], 'waived'],
    ['some routes waived', ['us-east-1', 'us-east-2'], 'outside'],
  ])('%s', (_, regions, verdict) => {
    const waiver = {
      ...{ id: 'W', regions, reason: 'r', owner: 'a', approvedBy: 'b', ticket: 't' },
      ...{ from: '2026-11-01', until: '2026-11-30' },
    };
    const policy = aPolicy({ fences: [{ name: 'eu', allow: ['eu'] }], waivers: [waiver] });
    const open = stream('us.anthropic.claude-opus-5', 'us-east-1');
    expect(judgeOne([open], policy).verdict).toBe(verdict);
  });

  it('names the Regions where it may have run', () => {
    expect(judgeOne([stream(OPUS, 'eu-west-2')], eu).mayHaveRun).toEqual([
      'eu-central-1',
      'eu-north-1',
      'eu-south-1',
      'eu-south-2',
      'eu-west-1',
      'eu-west-2',
      'eu-west-3',
    ]);
  });
});

describe('rule 4.5', () => {
  const everywhere = aFence('commercial');
  it.each([
    ['an application profile', APP],
    ['a prompt', `arn:aws:bedrock:eu-central-1:${account}:prompt/ABCDEFGHIJ:1`],
    [
      'a router',
      `arn:aws:bedrock:eu-central-1:${account}:default-prompt-router/anthropic.claude:1`,
    ],
    ['a profile nobody knows', 'eu.anthropic.claude-opus-99'],
    ['a profile not from that source', 'us.anthropic.claude-opus-5'],
    ['no known form', 'my-model'],
    ['a property of every object', '__proto__'],
    ['no model', undefined],
  ])('%s', (_, id) => {
    expect(judgeOne([stream(id)], eu)).toMatchObject({
      verdict: 'undecided',
      unresolved: true,
      exposed: false,
    });
    expect(judgeOne([stream(id)], everywhere)).toMatchObject({
      verdict: 'inside',
      unresolved: true,
      inferenceRegion: 'eu-central-1',
    });
  });

  it.each([
    [
      'a partition that serves nothing',
      stream(APP.replace('eu-central-1', 'us-iso-east-1'), 'us-iso-east-1'),
    ],
    ['a source nobody knows', stream(APP.replace('eu-central-1', 'xx-west-1'), 'xx-west-1')],
  ])('%s', (_, record) => {
    expect(judgeOne([record], everywhere)).toMatchObject({ verdict: 'undecided', mayHaveRun: [] });
  });

  it('the policy resolves an application profile', () => {
    const policy = aPolicy({
      fences: [{ name: 'eu', allow: ['eu'] }],
      catalog: { profiles: [{ id: APP, copyFrom: OPUS }] },
    });
    expect(judgeOne([stream(APP)], policy)).toMatchObject({ verdict: 'inside', unresolved: false });
  });
});

describe('rule 4.6', () => {
  const commercial = aFence('commercial');
  it.each([
    ['a listed profile', OPUS, 'inside', 'inside'],
    [
      'its ARN',
      `arn:aws:bedrock:eu-central-1:${account}:inference-profile/${OPUS}`,
      'inside',
      'inside',
    ],
    ['a base model', 'anthropic.claude-opus-4-7', 'inside', 'inside'],
    ['global., known', 'global.anthropic.claude-opus-5', 'undecided', 'inside'],
    ['global., not known', 'global.nobody.knows', 'undecided', 'inside'],
    [
      'a foundation-model ARN without a Region',
      'arn:aws:bedrock:::foundation-model/amazon.nova-pro-v1:0',
      'undecided',
      'inside',
    ],
  ])('%s', (_, id, within, wide) => {
    expect(judgeOne([stream(id)], eu).verdict).toBe(within);
    expect(judgeOne([stream(id)], commercial).verdict).toBe(wide);
    expect(judgeOne([stream(id)], eu).unresolved).toBe(false);
  });

  it.each(['us-gov-west-1', 'xx-west-1'])('global. from %s is undecided', (region) => {
    const gov = aFence('commercial', 'us-gov');
    expect(judgeOne([stream('global.anthropic.claude-opus-5', region)], gov).verdict).toBe(
      'undecided',
    );
  });
});

describe('rule 4.7', () => {
  const us = aFence('us');
  const poland = aPolicy({ fences: [{ name: 'de', allow: ['de'] }] });
  it.each([
    ['Warsaw in the EU', eu, 'eu-central-1-waw-1a', 'inside'],
    ['Hamburg in the EU', eu, 'eu-central-1-ham-1a', 'inside'],
    ['Warsaw in Germany alone', poland, 'eu-central-1-waw-1a', 'outside'],
    ['Warsaw, its Region alone', aFence('eu-central-1'), 'eu-central-1-waw-1a', 'outside'],
    ['Hamburg, its Region alone', aFence('eu-central-1'), 'eu-central-1-ham-1a', 'inside'],
    ['Buenos Aires in the US', us, 'us-east-1-bue-1a', 'outside'],
    ['Atlanta in the US', us, 'us-east-1-atl-2a', 'inside'],
    [
      'Warsaw without its parent',
      aPolicy({ fences: [{ name: 'eu', allow: ['eu'], deny: ['eu-central-1'] }] }),
      'eu-central-1-waw-1a',
      'outside',
    ],
    ['a zone nobody listed', eu, 'eu-central-1-muc-1a', 'undecided'],
  ])('%s', (_, policy, zone, verdict) => {
    expect(judgeOne([aReported(zone)], policy).verdict).toBe(verdict);
  });
});
