import { describe, expect, it } from 'vitest';
import { canCall } from '../../../core/coverage/can-call.ts';
import { guardJson, guardStatement } from '../../../core/prevent/guard-statement.ts';
import { aPolicy } from '../judge/judge-records.ts';
import { regionDeny } from '../prevent/article.ts';
import {
  anAccount,
  anOrganization,
  denying,
  FULL,
  MANAGEMENT,
  MEMBER,
  policiesOver,
} from './organizations.ts';

const policy = aPolicy({ fences: [{ name: 'eu', allow: ['eu'] }] });
const [fence] = policy.fences;
if (fence === undefined) throw new Error('no fence');

const RUNS_MODELS = ['bedrock:*', 'bedrock-mantle:*'];
const callFrom = (region: string, ...documents: readonly object[]) =>
  canCall(MEMBER, region, policiesOver(anOrganization(documents)), policy);

describe('canCall', () => {
  const KEY = 'aws:PrincipalTag/team';
  const doubtful = { StringEquals: { [KEY]: 'a' } };
  const principal = (operator: string, ...roles: readonly string[]) => ({
    [operator]: { 'aws:PrincipalArn': roles.map((role) => `arn:aws:iam::*:role/${role}`) },
  });

  it.each<readonly [string, readonly object[], string, 'allowed' | 'denied' | 'unknown', RegExp]>([
    ['FullAWSAccess alone', [], 'us-east-1', 'allowed', /^bedrock:InvokeModel of /],
    [
      'a Region deny',
      [regionDeny(['eu-west-1'])],
      'us-east-1',
      'denied',
      /DenyOutsideRegions, which spares .*AWSControlTowerExecution$/,
    ],
    ['where it does not reach', [regionDeny(['eu-west-1'])], 'eu-west-1', 'allowed', /./],
    [
      'our own guard, outside',
      [JSON.parse(`{"Statement":[${guardJson(guardStatement(fence, policy))}]}`)],
      'us-east-1',
      'denied',
      /DenyBedrockOutsideFence/,
    ],
    [
      'our own guard, inside',
      [JSON.parse(`{"Statement":[${guardJson(guardStatement(fence, policy))}]}`)],
      'eu-west-1',
      'allowed',
      /./,
    ],
    [
      'bedrock:* leaves mantle',
      [denying({ Action: 'bedrock:*' })],
      'us-east-1',
      'allowed',
      /^bedrock-mantle:CreateInference$/,
    ],
    ['both of them', [denying({ Action: RUNS_MODELS })], 'us-east-1', 'denied', /statement No$/],
    [
      'InvokeModel leaves the others',
      [denying({ Action: ['bedrock:InvokeModel*', 'bedrock-mantle:*'] })],
      'us-east-1',
      'allowed',
      /^bedrock:CreateModelInvocationJob of/,
    ],
    [
      'every model by name leaves the next',
      [
        denying({
          Action: RUNS_MODELS,
          NotResource: 'arn:aws:bedrock:*::foundation-model/another.*',
        }),
      ],
      'us-east-1',
      'allowed',
      /of another\./,
    ],
    [
      'models alone leave imported ones',
      [
        denying({
          Action: 'bedrock:Invoke*',
          Resource: [
            'arn:aws:bedrock:*::foundation-model/*',
            'arn:aws:bedrock:*:*:application-inference-profile/*',
          ],
        }),
      ],
      'us-east-1',
      'allowed',
      /of imported-model\/any/,
    ],
    [
      'all but through a profile',
      [regionDeny(['eu-west-1'], ['arn:aws:bedrock:us-east-1:*:inference-profile/us.*'])],
      'us-east-1',
      'allowed',
      /of us\./,
    ],
    [
      'a doubt elsewhere',
      [denying({ Action: 's3:*', Condition: doubtful })],
      'us-east-1',
      'allowed',
      /./,
    ],
    [
      'a doubt in another Region',
      [denying({ Condition: { ...doubtful, StringLike: { 'aws:RequestedRegion': 'eu-*' } } })],
      'us-east-1',
      'allowed',
      /./,
    ],
    [
      'a doubt that matters',
      [denying({ Condition: doubtful })],
      'us-east-1',
      'unknown',
      /policy-1: its statement 1 depends on "aws:PrincipalTag\/team"/,
    ],
    [
      'a doubt beside a sure Deny',
      [denying({ Condition: doubtful }), denying()],
      'us-east-1',
      'denied',
      /policy-2/,
    ],
    ['a policy that is none', [[]], 'us-east-1', 'unknown', /no policy that can be read/],
    ['a policy that is none, beside a sure Deny', [[], denying()], 'us-east-1', 'denied', /./],
    [
      'all but a role',
      [denying({ Condition: principal('ArnNotLike', 'Approved*') })],
      'us-east-1',
      'allowed',
      /by arn:aws:iam::\*:role\/Approved\*$/,
    ],
    [
      'all but roles of a landing zone',
      [
        denying({
          Condition: principal('ArnNotLike', 'AWSControlTowerExecution', 'stacksets-exec-*'),
        }),
      ],
      'us-east-1',
      'denied',
      /spares/,
    ],
    [
      'all but those and one more',
      [denying({ Condition: principal('ArnNotLike', 'AWSControlTowerExecution', 'Ops') })],
      'us-east-1',
      'allowed',
      /role\/Ops$/,
    ],
    [
      'one role alone',
      [denying({ Condition: principal('ArnLike', 'Chat') })],
      'us-east-1',
      'allowed',
      /^bedrock:InvokeModel of [^ ]*$/,
    ],
    [
      'all but a role, which is in doubt',
      [denying({ Condition: principal('ArnNotLike', 'Ops') }), denying({ Condition: doubtful })],
      'us-east-1',
      'unknown',
      /./,
    ],
  ])('%s', (_, documents, region, kind, says) => {
    const found = callFrom(region, ...documents);
    expect(found.kind).toBe(kind);
    expect(Object.values(found).at(-1)).toMatch(says);
  });

  it('an Allow must be at every level', () => {
    const only = { Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] };
    const policies = [FULL, only, denying({ Action: 's3:*' })].map((each, index) => ({
      id: `p-${index}`,
      name: `n-${index}`,
      content: JSON.stringify(each),
    }));
    const call = (root: readonly string[] | null, its: readonly string[] | null) =>
      canCall(
        MEMBER,
        'us-east-1',
        policiesOver(
          anOrganization([], {
            policies,
            units: [{ id: 'r-ab12', name: 'Root', parent: null, policies: root }],
            accounts: [anAccount(MEMBER, 'x', { policies: its })],
          }),
        ),
        policy,
      );
    expect(call(['p-0'], ['p-0']).kind).toBe('allowed');
    expect(call(['p-1', 'p-0'], ['p-0']).kind).toBe('allowed');
    expect(call(['p-1'], ['p-0'])).toMatchObject({
      kind: 'denied',
      by: /Root, which does not allow it/,
    });
    expect(call(['p-0'], ['p-1']).kind).toBe('denied');
    expect(call(['p-0'], null)).toMatchObject({
      kind: 'unknown',
      because: /the account: nobody could look/,
    });
    expect(call([], ['p-0']).kind).toBe('unknown');
    expect(call(['p-9'], ['p-0']).kind).toBe('unknown');
    expect(call(['p-2'], ['p-0']).kind).toBe('denied');
    expect(call(['p-1'], null).kind).toBe('denied');
  });

  it('no policy holds for the management account, or where they are switched off', () => {
    const all = anOrganization([denying()]);
    expect(canCall(MANAGEMENT, 'us-east-1', policiesOver(all, MANAGEMENT), policy).kind).toBe(
      'allowed',
    );
    const off = policiesOver({ ...all, policiesEnabled: false });
    expect(canCall(MEMBER, 'us-east-1', off, policy).kind).toBe('allowed');
  });
});
