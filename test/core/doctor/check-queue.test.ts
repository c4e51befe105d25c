import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../core/doctor/answer.ts';
import type { Check } from '../../../core/doctor/check.ts';
import { checkQueue } from '../../../core/doctor/check-queue.ts';

const answer = <T>(value: T): Answer<T> => ({ kind: 'answer', value });
const is = (outcome: Check['outcome'], found: RegExp) => ({
  outcome,
  found: expect.stringMatching(found),
});

describe('checkQueue', () => {
  const RULE = 'arn:aws:events:eu-central-1:111122223333:rule/bedrock-geofence-calls';
  const allow = (over: object = {}) => ({
    ...{ Sid: 'OnlyTheRule', Effect: 'Allow', Action: 'sqs:SendMessage', Resource: 'q' },
    ...{
      Principal: { Service: 'events.amazonaws.com' },
      Condition: { ArnLike: { 'aws:SourceArn': RULE } },
    },
    ...over,
  });
  const SPOKE = 'bedrock-geofence-spoke-eu-central-1';
  const spokes = (over: object = {}) =>
    allow({
      ...{ Sid: 'Spokes', Principal: '*' },
      Condition: {
        StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' },
        ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::*:role/${SPOKE}` },
        ...over,
      },
    });
  const deny = { Effect: 'Deny', Principal: '*', Action: 'sqs:*', Resource: 'q' };
  it.each([
    ['for the rule alone', [allow(), deny], is('ok', /nobody else/)],
    [
      'for any rule of ours',
      [allow({ Condition: { ArnLike: { 'aws:SourceArn': `${RULE.slice(0, -5)}*` } } })],
      is('ok', /nobody else/),
    ],
    [
      'for another rule',
      [allow({ Condition: { ArnEquals: { 'aws:SourceArn': `${RULE}-2` } } })],
      is('wrong', /every event is lost/),
    ],
    [
      'for every rule of the world',
      [allow({ Condition: undefined })],
      is('wrong', /forge events: statement OnlyTheRule/),
    ],
    [
      'for everybody',
      [allow(), allow({ Sid: 'Open', Principal: '*', Action: ['SQS:*'] })],
      is('wrong', /forge events: statement Open/),
    ],
    [
      'for a role beside the service',
      [allow({ Principal: { Service: 'events.amazonaws.com', AWS: 'x' } })],
      is('wrong', /forge/),
    ],
    [
      'for spokes of an organization too',
      [allow(), spokes()],
      is('ok', /the rule send, spokes of o-a1b2c3d4e5, and nobody else/),
    ],
    [
      'for spokes of every organization',
      [allow(), spokes({ StringEquals: undefined })],
      is('wrong', /forge events: statement Spokes/),
    ],
    [
      'for every role of the organization',
      [allow(), spokes({ ArnLike: undefined })],
      is('wrong', /forge/),
    ],
    ['for spokes alone', [spokes()], is('wrong', /every event is lost/)],
    ['that lets nobody send', [deny], is('wrong', /every event is lost/)],
    ['that is none', undefined, is('wrong', /every event is lost/)],
  ])('a policy %s', (_, Statement, expected) => {
    expect(checkQueue(answer({ Statement }), 'q', RULE, SPOKE)).toMatchObject(expected);
  });
  it.each(['role/bedrock-geofence-spoke-*', 'role/*', `user/${SPOKE}`])(
    'a policy for %s of the organization',
    (name) => {
      const open = spokes({ ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::*:${name}` } });
      const seen = answer({ Statement: [allow(), open] });
      expect(checkQueue(seen, 'q', RULE, SPOKE)).toMatchObject(is('wrong', /forge/));
    },
  );
  it('a queue that is not there', () => {
    expect(checkQueue(answer(null), 'q', RULE, SPOKE)).toMatchObject(is('wrong', /q is not there/));
  });
});
