import { expect, it } from 'vitest';
import { evaluateScps } from '../../../core/prevent/evaluate-scps.ts';
import { readScpBounds } from '../../../core/prevent/scp-bounds.ts';

const asked = {
  action: 'bedrock:InvokeModel',
  resource: 'arn:aws:bedrock:eu-west-1::foundation-model/x',
  context: {
    'aws:requestedregion': 'eu-west-1',
    'aws:principalarn': 'arn:aws:iam::111122223333:role/Chat',
  },
};
const TEAM = '$' + '{aws:PrincipalTag/team}';
const statement = (over: object) => ({ Effect: 'Deny', Action: '*', Resource: '*', ...over });

/** What a policy beside FullAWSAccess says at the least and at the most. */
function decide(...statements: readonly object[]) {
  const text = JSON.stringify({ Version: '2012-10-17', Statement: statements });
  const { least, most, doubts } = readScpBounds(text, 'p');
  const kinds = [least, most].map((scp) => evaluateScps([scp], asked).kind);
  return [...kinds, doubts.size > 0];
}

it.each<readonly [string, object, string, string]>([
  [
    'an unknown key',
    { Condition: { StringEquals: { 'aws:SourceVpc': 'a' } } },
    'denied',
    'allowed',
  ],
  [
    'an unknown operator',
    { Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
    'denied',
    'allowed',
  ],
  [
    'an unknown variable in a value',
    { Condition: { StringLike: { 'aws:PrincipalArn': `*${TEAM}` } } },
    'denied',
    'allowed',
  ],
  [
    'an unknown variable in a negated value',
    { Condition: { StringNotLike: { 'aws:PrincipalArn': `*${TEAM}` } } },
    'denied',
    'allowed',
  ],
  [
    'an unknown variable in a resource',
    { Resource: `arn:aws:bedrock:*:*:${TEAM}/*` },
    'denied',
    'allowed',
  ],
  ['an action of no known form', { Action: ['*:*'] }, 'denied', 'allowed'],
  [
    'a doubt beside a condition that does not hold',
    { Condition: { StringEquals: { 'aws:SourceVpc': 'a', 'aws:RequestedRegion': 'us-east-1' } } },
    'allowed',
    'allowed',
  ],
  [
    'a doubt beside other actions',
    { Action: 's3:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
    'allowed',
    'allowed',
  ],
])('%s: at the least %s', (_, over, least, most) => {
  expect(decide(statement(over))).toEqual([least, most, true]);
});

it('an Allow in doubt allows at the most, and leaves the policy one that has to allow', () => {
  const Condition = { StringEquals: { 'aws:SourceVpc': 'a' } };
  expect(decide(statement({ Effect: 'Allow', Condition }))).toEqual([
    'not-allowed',
    'allowed',
    true,
  ]);
});

it.each([
  ['no JSON', 'Deny'],
  ['a key twice', '{"Statement":[{"Effect":"Deny","Action":"s3:*","Action":"*","Resource":"*"}]}'],
  ['no effect', '{"Statement":[{"Action":"s3:*","Resource":"*"}]}'],
  [
    'a principal',
    '{"Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*"}]}',
  ],
  ['a list', '[]'],
])('%s may deny everything, and may allow everything', (_, text) => {
  const { least, most } = readScpBounds(text, 'p');
  expect(evaluateScps([least], asked).kind).toBe('denied');
  expect(evaluateScps([most], asked).kind).toBe('allowed');
});
