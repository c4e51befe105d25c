import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateScps } from '../../../core/prevent/evaluate-scps.ts';
import { matchesArn } from '../../../core/prevent/matches-arn.ts';
import { matchesGlob } from '../../../core/prevent/matches-glob.ts';
import { parseScp } from '../../../core/prevent/parse-scp.ts';
import { simulateCall } from '../../../core/prevent/simulate-call.ts';
import { aPolicy } from '../judge/judge-records.ts';
import { AFTER, BEFORE, EU_FROM_FRANKFURT, REGIONS, regionDeny } from './article.ts';

const NOVA = 'amazon.nova-pro-v1:0';
const ACCOUNT = '123456789101';
const APP = `arn:aws:bedrock:eu-central-1:${ACCOUNT}:application-inference-profile/vgixe80c1w1v`;
const policy = aPolicy({
  fences: [{ name: 'eu', allow: ['eu'] }],
  catalog: { profiles: [{ id: APP, copyFrom: `eu.${NOVA}` }] },
});
const scpOf = (document: object, name = 'scp') => {
  const parsed = parseScp(JSON.stringify(document), name);
  if (parsed.kind === 'problems') throw new Error(JSON.stringify(parsed.problems));
  return parsed.scp;
};
function simulate(document: object, modelId: string, sourceRegion: string, role = 'Chat') {
  const principal = `arn:aws:iam::${ACCOUNT}:role/${role}`;
  const action = 'bedrock:InvokeModel';
  const call = { modelId, sourceRegion, accountId: ACCOUNT, principal, action };
  return simulateCall(call, [scpOf(document)], policy);
}
const deniedOn = (simulated: ReturnType<typeof simulate>) =>
  simulated.kind === 'hidden'
    ? []
    : simulated.checks
        .filter(({ decision }) => decision.kind === 'denied')
        .map(({ authorization }) => authorization.resource);

describe('the article', () => {
  it('before: eu. from Frankfurt is denied, on its destinations outside the list', () => {
    const simulated = simulate(BEFORE, `eu.${NOVA}`, 'eu-central-1');
    expect(simulated.kind).toBe('denied');
    expect(deniedOn(simulated)).toEqual(
      ['eu-north-1', 'eu-west-1', 'eu-west-3'].map(
        (region) => `arn:aws:bedrock:${region}::foundation-model/${NOVA}`,
      ),
    );
  });

  it.each([
    ['eu. from Frankfurt', AFTER, `eu.${NOVA}`, 'eu-central-1', 'allowed'],
    ['the model itself in Paris', AFTER, NOVA, 'eu-west-3', 'denied'],
    ['eu. from Paris: the source is pinned', AFTER, `eu.${NOVA}`, 'eu-west-3', 'denied'],
    ['global. from Frankfurt', AFTER, 'global.anthropic.claude-opus-5', 'eu-central-1', 'denied'],
    ['an application profile that is not listed', AFTER, APP, 'eu-central-1', 'denied'],
    ['one that is', regionDeny(REGIONS, [EU_FROM_FRANKFURT, APP]), APP, 'eu-central-1', 'allowed'],
    [
      'a model ARN in the list has no effect',
      regionDeny(REGIONS, [`arn:aws:bedrock:*::foundation-model/${NOVA}`]),
      `eu.${NOVA}`,
      'eu-central-1',
      'denied',
    ],
    [
      'one model alone: that one',
      regionDeny(REGIONS, [`arn:aws:bedrock:eu-central-1:*:inference-profile/eu.${NOVA}`]),
      `eu.${NOVA}`,
      'eu-central-1',
      'allowed',
    ],
    [
      'one model alone: another',
      regionDeny(REGIONS, [`arn:aws:bedrock:eu-central-1:*:inference-profile/eu.${NOVA}`]),
      'eu.amazon.nova-lite-v1:0',
      'eu-central-1',
      'denied',
    ],
    [
      'a wildcard source lets eu. from London reach London',
      regionDeny([...REGIONS, 'eu-west-2'], ['arn:aws:bedrock:*:*:inference-profile/eu.*']),
      'eu.anthropic.claude-opus-5',
      'eu-west-2',
      'allowed',
    ],
    [
      'unspecified lets global. pass',
      regionDeny([...REGIONS, 'unspecified']),
      'global.anthropic.claude-opus-5',
      'eu-central-1',
      'allowed',
    ],
  ])('after: %s', (_, document, modelId, source, kind) => {
    expect(simulate(document, modelId, source).kind).toBe(kind);
  });

  it('exempts a role, and says so only by letting it pass', () => {
    expect(simulate(BEFORE, `eu.${NOVA}`, 'eu-central-1', 'AWSControlTowerExecution').kind).toBe(
      'allowed',
    );
  });

  it('trusts the name of the profile: with the right one any Region passes', () => {
    const context = {
      'aws:requestedregion': 'us-west-2',
      'bedrock:inferenceprofilearn': `arn:aws:bedrock:eu-central-1:${ACCOUNT}:inference-profile/eu.${NOVA}`,
      'aws:principalarn': `arn:aws:iam::${ACCOUNT}:role/Chat`,
    };
    const asked = {
      action: 'bedrock:InvokeModel',
      resource: `arn:aws:bedrock:us-west-2::foundation-model/${NOVA}`,
      context,
    };
    expect(evaluateScps([scpOf(AFTER)], asked).kind).toBe('allowed');
    expect(evaluateScps([scpOf(BEFORE)], asked).kind).toBe('denied');
  });

  it('both layers of Control Tower must let it through', () => {
    const call = {
      modelId: `eu.${NOVA}`,
      sourceRegion: 'eu-central-1',
      accountId: ACCOUNT,
      principal: null,
      action: 'bedrock:InvokeModel',
    };
    expect(simulateCall(call, [scpOf(AFTER), scpOf(AFTER)], policy).kind).toBe('allowed');
    expect(simulateCall(call, [scpOf(AFTER), scpOf(BEFORE)], policy).kind).toBe('denied');
  });

  it('nobody can say what a profile that nothing resolves would be asked', () => {
    expect(simulate(AFTER, `${APP}x`, 'eu-central-1').kind).toBe('hidden');
  });
});

describe('conditions', () => {
  const KEY = 'aws:RequestedRegion';
  const denies = (
    Condition: object,
    context: Record<string, string> = { 'aws:requestedregion': 'eu-west-1' },
  ) => {
    const scp = scpOf({
      Version: '2012-10-17',
      Statement: { Effect: 'Deny', Action: '*', Resource: '*', Condition },
    });
    return (
      evaluateScps([scp], { action: 'a:B', resource: 'arn:aws:a:::x', context }).kind === 'denied'
    );
  };
  it.each([
    ['StringEquals', 'eu-west-1', true, false],
    ['StringEquals', 'EU-WEST-1', false, false],
    ['StringNotEquals', 'eu-west-1', false, true],
    ['StringNotEquals', ['us-east-1', 'us-east-2'], true, true],
    ['StringNotEquals', ['us-east-1', 'eu-west-1'], false, true],
    ['StringEqualsIgnoreCase', 'EU-WEST-1', true, false],
    ['StringNotEqualsIgnoreCase', 'EU-WEST-1', false, true],
    ['StringLike', 'eu-*', true, false],
    ['StringLike', 'eu-west-?', true, false],
    ['StringNotLike', 'eu-*', false, true],
    ['StringEqualsIfExists', 'us-east-1', false, true],
    ['StringNotEqualsIfExists', 'us-east-1', true, true],
    ['ForAnyValue:StringEquals', 'eu-west-1', true, false],
    ['ForAllValues:StringEquals', 'eu-west-1', true, true],
    ['ForAllValues:StringEquals', 'us-east-1', false, true],
    ['Null', 'true', false, true],
    ['Null', 'false', true, false],
    ['Null', false, true, false],
    ['ArnLike', 'arn:*:*:*:*:*', false, false],
  ])('%s %j: there %j, missing %j', (operator, value, there, missing) => {
    expect(denies({ [operator]: { [KEY]: value } })).toBe(there);
    expect(denies({ [operator]: { [KEY]: value } }, {})).toBe(missing);
  });

  it('every key and operator must hold', () => {
    const region = { StringEquals: { [KEY]: 'eu-west-1' } };
    expect(denies({ ...region, Null: { 'aws:PrincipalArn': 'true' } })).toBe(true);
    expect(denies({ ...region, Null: { 'aws:PrincipalArn': 'false' } })).toBe(false);
  });

  it('variables are put in; one that is missing matches nothing', () => {
    const region = {
      StringLike: { 'aws:PrincipalArn': 'arn:aws:iam::$' + '{aws:PrincipalAccount}:role/*' },
    };
    const context = { 'aws:principalarn': 'arn:aws:iam::1:role/x', 'aws:principalaccount': '1' };
    expect(denies(region, context)).toBe(true);
    expect(denies(region, { ...context, 'aws:principalaccount': '2' })).toBe(false);
    expect(denies(region, { 'aws:principalarn': 'arn:aws:iam:::role/x' })).toBe(false);
  });
});

describe('Allow', () => {
  const asked = {
    action: 'bedrock:InvokeModel',
    resource: 'arn:aws:bedrock:eu-west-1::foundation-model/x',
    context: {},
  };
  const decide = (...documents: object[]) =>
    evaluateScps(
      documents.map((each, index) => scpOf(each, `p${index}`)),
      asked,
    );
  const allow = (Action: string) => ({ Statement: [{ Effect: 'Allow', Action, Resource: '*' }] });
  const denyElse = { Statement: [{ Effect: 'Deny', Action: 's3:*', Resource: '*' }] };
  const deny = {
    Statement: [{ Sid: 'No', Effect: 'Deny', NotAction: 'sts:*', NotResource: 'arn:aws:s3:::*' }],
  };
  it.each([
    ['Deny statements stand beside FullAWSAccess', [denyElse], { kind: 'allowed' }],
    [
      'a list of allowed things must hold it',
      [allow('s3:*')],
      { kind: 'not-allowed', policy: 'p0' },
    ],
    ['wildcards, in any case', [allow('BEDROCK:invoke*')], { kind: 'allowed' }],
    [
      'a Deny wins',
      [allow('*'), deny],
      { kind: 'denied', by: { policy: 'p1', statement: { sid: 'No' } } },
    ],
  ])('%s', (_, documents, decision) => {
    expect(decide(...documents)).toMatchObject(decision);
  });
});

describe('wildcards', () => {
  it('a pattern is its regular expression', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?', '-'), maxLength: 8 });
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '-'), maxLength: 8 });
    fc.assert(
      fc.property(letters, text, (pattern, found) => {
        const expression = new RegExp(`^${pattern.replaceAll('*', '.*').replaceAll('?', '.')}$`);
        expect(matchesGlob(pattern, found)).toBe(expression.test(found));
      }),
    );
  });
  it('an ARN is matched part by part, and empty parts by *', () => {
    const arn = 'arn:aws:bedrock:eu-west-1::foundation-model/x:0';
    expect(matchesArn('arn:aws:bedrock:*:*:*', arn)).toBe(true);
    expect(matchesArn('arn:*', arn)).toBe(false);
    expect(matchesArn('arn:aws:bedrock:*::inference-profile/*', arn)).toBe(false);
    expect(matchesArn('arn:aws:bedrock:eu-*::foundation-model/x:*', arn)).toBe(true);
  });
  it('stays quick on what is written to be slow', () => {
    expect(matchesGlob(`${'*a'.repeat(200)}b`, 'a'.repeat(2000))).toBe(false);
  });
});
