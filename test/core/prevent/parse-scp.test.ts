import { describe, expect, it } from 'vitest';
import { parseScp } from '../../../core/prevent/parse-scp.ts';
import { AFTER } from './article.ts';

const statement = (over: object = {}) => ({
  Effect: 'Deny',
  Action: 'bedrock:*',
  Resource: '*',
  ...over,
});
const policyOf = (...statements: unknown[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements }, null, 2);
const condition = (Condition: object) => policyOf(statement({ Condition }));
const region = (value: unknown) => ({ 'aws:RequestedRegion': value });

it('reads a policy, one statement or a list of them', () => {
  expect(parseScp(JSON.stringify(AFTER), 'after').kind).toBe('scp');
  expect(parseScp(JSON.stringify({ Statement: statement() }), 'one').kind).toBe('scp');
});

describe('refuses, with place, what was found and how to fix it:', () => {
  it.each([
    ['a comment', '// a guard\n{}', 'not-json', 1, /Sid/],
    ['a policy that is an array', '[]', 'no-policy', 1, /one policy per file/],
    ['no statement', '{}', 'no-statement', 1, /correct/],
    ['no statement in the list', '{"Statement":[]}', 'no-statement', 1, /add one/],
    ['a Sid that is no text', policyOf(statement({ Sid: 5 })), 'sid', 8, /correct/],
    [
      'a version that is none',
      JSON.stringify({ Version: '2012-10-18', Statement: statement() }),
      'version',
      1,
      /2012-10-17/,
    ],
    [
      'a policy variable where it is plain text',
      JSON.stringify({
        Version: '2008-10-17',
        Statement: statement({ Resource: 'arn:aws:bedrock:*:$' + '{aws:PrincipalAccount}:*' }),
      }),
      'version',
      1,
      /2012-10-17/,
    ],
    [
      'Null with IfExists',
      condition({ NullIfExists: region('true') }),
      'unknown-operator',
      9,
      /Null/,
    ],
    [
      'Null with ForAllValues',
      condition({ 'ForAllValues:Null': region('true') }),
      'unknown-operator',
      9,
      /Null/,
    ],
    [
      'an unknown operator',
      condition({ StringEqual: region('x') }),
      'unknown-operator',
      9,
      /did you mean "StringEquals"/,
    ],
    [
      'an unknown condition key',
      condition({ StringEquals: { 'aws:SourceIp': 'x' } }),
      'unknown-key',
      10,
      /nobody can say its value/,
    ],
    [
      'a key of every policy that is not there',
      condition({ Bool: { 'aws:SecureTransport': 'true' } }),
      'unknown-operator',
      9,
      /take the statement out/,
    ],
    [
      'a principal',
      policyOf(statement({ Principal: '*' })),
      'principal-in-scp',
      8,
      /aws:PrincipalArn/,
    ],
    [
      'an ARN that is none',
      condition({ ArnLike: { 'aws:PrincipalArn': 'role/x' } }),
      'condition-value',
      10,
      /correct/,
    ],
    [
      'a resource that is none',
      policyOf(statement({ Resource: 'eu.*' })),
      'no-resource',
      7,
      /correct/,
    ],
    [
      'an action that is none',
      policyOf(statement({ Action: ['InvokeModel'] })),
      'no-action',
      7,
      /correct/,
    ],
    [
      'both Action and NotAction',
      policyOf(statement({ NotAction: 'iam:*' })),
      'action',
      4,
      /exactly one/,
    ],
    [
      'neither Resource nor NotResource',
      policyOf({ Effect: 'Deny', Action: '*' }),
      'resource',
      4,
      /exactly one/,
    ],
    ['an effect that is none', policyOf(statement({ Effect: 'deny' })), 'effect', 5, /correct/],
    [
      'two statements with one Sid',
      policyOf(statement({ Sid: 'A' }), statement({ Sid: 'A' })),
      'duplicate-sid',
      14,
      /rename/,
    ],
    [
      'an unknown variable',
      policyOf(statement({ Resource: 'arn:aws:s3:::$' + '{aws:username}/*' })),
      'no-resource',
      7,
      /correct/,
    ],
    [
      'a value that is no text',
      condition({ StringEquals: region(7) }),
      'condition-value',
      10,
      /correct/,
    ],
    [
      'a Null that is neither true nor false',
      condition({ Null: region('yes') }),
      'condition-value',
      10,
      /correct/,
    ],
    ['an empty list of values', condition({ StringEquals: region([]) }), 'no-value', 10, /add one/],
    ['a key twice', '{"Statement":[],"Statement":[]}', 'duplicate-key', 1, /keep one/],
    [
      '10,241 characters',
      policyOf(...Array.from({ length: 200 }, (_, index) => statement({ Sid: `S${index}` }))),
      'too-long',
      1,
      /split/,
    ],
    [
      'a policy of 1 MB',
      policyOf(...Array.from({ length: 16_000 }, () => statement())),
      'too-long',
      1,
      /split/,
    ],
  ])('%s', (_, text, code, line, fix) => {
    const parsed = parseScp(text, 'scp.json');
    const problems = parsed.kind === 'problems' ? parsed.problems : [];
    const found = problems.find((problem) => problem.code === code);
    expect(problems.map((problem) => problem.code)).toContain(code);
    expect(found?.line).toBe(line);
    expect(found?.fix).toMatch(fix);
  });

  it('everything at once', () => {
    const text = policyOf(statement({ Principal: '*', Effect: 'no' }), statement({ Action: 'x' }));
    const parsed = parseScp(text, 'scp.json');
    expect(parsed.kind === 'problems' && parsed.problems.map(({ code }) => code)).toEqual([
      'effect',
      'principal-in-scp',
      'no-action',
    ]);
  });
});
