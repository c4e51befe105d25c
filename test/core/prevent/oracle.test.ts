import { runSimulation } from '@cloud-copilot/iam-simulate';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { authorizationsOf } from '../../../core/prevent/authorizations-of.ts';
import { evaluateScps } from '../../../core/prevent/evaluate-scps.ts';
import { parseScp } from '../../../core/prevent/parse-scp.ts';
import { type Authorization, OPERATORS } from '../../../core/prevent/scp.ts';
import { readScpBounds } from '../../../core/prevent/scp-bounds.ts';
import { aPolicy } from '../judge/judge-records.ts';

/**
 * Another evaluator as an oracle. It takes no foundation-model ARN without a Region, which is the third
 * thing that a `global.` profile needs; those are left to the tables.
 */
const RUNS = process.env.DEEP ? 20_000 : 150;
const ACCOUNT = '111122223333';
const policy = aPolicy({ fences: [{ name: 'eu', allow: ['eu'] }] });
const FULL = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
};

const regions = ['eu-central-1', 'eu-west-1', 'eu-west-2', 'eu-west-3', 'us-east-1'];
const models = [
  'eu.amazon.nova-pro-v1:0',
  'eu.anthropic.claude-opus-5',
  'us.amazon.nova-lite-v1:0',
  'global.anthropic.claude-opus-5',
  'amazon.nova-pro-v1:0',
];
const roles = ['Chat', 'AWSControlTowerExecution', 'team/Batch'];

const some = <T>(...values: readonly T[]) =>
  fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 });
const regionValues = some(...regions, 'eu-*', 'unspecified', 'EU-WEST-1', 'eu-west-?');
const principalValues = some(
  'arn:aws:iam::*:role/Chat',
  `arn:aws:iam::${ACCOUNT}:role/*`,
  'arn:aws:iam::*:role/team/*',
);
const profileValues = some(
  'arn:aws:bedrock:eu-central-1:*:inference-profile/eu.*',
  'arn:aws:bedrock:*:*:inference-profile/eu.*',
  'arn:aws:bedrock:*:*:inference-profile/global.*',
  'arn:aws:bedrock:eu-central-1:*:inference-profile/eu.amazon.nova-pro-v1:0',
);

const stringOperator = fc.constantFrom(...OPERATORS.filter((name) => name.startsWith('String')));
const arnOperator = fc.constantFrom(...OPERATORS.filter((name) => name.startsWith('Arn')));
const ending = fc.constantFrom('', 'IfExists');
const condition = fc.oneof(
  fc
    .tuple(stringOperator, ending, regionValues)
    .map(([name, end, values]) => ({ [`${name}${end}`]: { 'aws:RequestedRegion': values } })),
  fc
    .tuple(arnOperator, ending, principalValues)
    .map(([name, end, values]) => ({ [`${name}${end}`]: { 'aws:PrincipalARN': values } })),
  fc.tuple(arnOperator, ending, profileValues).map(([name, end, values]) => ({
    [`${name}${end}`]: { 'bedrock:InferenceProfileArn': values },
  })),
  fc
    .constantFrom('true', 'false')
    .map((value) => ({ Null: { 'bedrock:InferenceProfileArn': value } })),
  fc.constant({ StringEquals: { 'aws:PrincipalAccount': ACCOUNT } }),
);
const conditions = fc.array(condition, { maxLength: 3 }).map((each) => Object.assign({}, ...each));
const actions = some(
  'bedrock:InvokeModel',
  'bedrock:Invoke*',
  'bedrock:*',
  's3:*',
  'bedrock:InvokeModelWithResponseStream',
  'iam:*',
  'bedrock:invokemodel',
);
const resources = fc.oneof(
  fc.constant(['*']),
  some(
    'arn:aws:bedrock:*::foundation-model/*',
    'arn:aws:bedrock:*:*:inference-profile/*',
    'arn:aws:bedrock:eu-*::foundation-model/amazon.*',
    'arn:aws:bedrock:eu-west-3::foundation-model/amazon.nova-pro-v1:0',
  ),
);
const statement = fc
  .record({
    effect: fc.constantFrom('Deny', 'Deny', 'Allow'),
    not: fc.boolean(),
    notResource: fc.boolean(),
    actions,
    resources,
    conditions,
  })
  .map(({ effect, not, notResource, ...rest }) => ({
    Effect: effect,
    [not ? 'NotAction' : 'Action']: rest.actions,
    [notResource ? 'NotResource' : 'Resource']: rest.resources,
    ...(Object.keys(rest.conditions).length === 0 ? {} : { Condition: rest.conditions }),
  }));
/** A condition that nobody here evaluates; the oracle is told the value. */
const doubtful = fc.constantFrom(
  { StringEquals: { 'aws:PrincipalTag/team': 'a' } },
  { StringNotEqualsIfExists: { 'aws:PrincipalTag/team': 'a' } },
  { Bool: { 'aws:SecureTransport': 'true' } },
  { StringLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/$' + '{aws:PrincipalTag/team}' } },
);
const doubtfulDocument = fc
  .array(fc.tuple(statement, fc.option(doubtful)), { minLength: 1, maxLength: 3 })
  .map((pairs) => ({
    Version: '2012-10-17',
    Statement: pairs.map(([each, extra]) =>
      extra === null
        ? each
        : { ...each, Condition: { ...('Condition' in each ? each.Condition : {}), ...extra } },
    ),
  }));
const document = fc
  .array(statement, { minLength: 1, maxLength: 3 })
  .map((Statement) => ({ Version: '2012-10-17', Statement }));
const call = fc.record({
  modelId: fc.constantFrom(...models),
  sourceRegion: fc.constantFrom(...regions),
  accountId: fc.constant(ACCOUNT),
  principal: fc.constantFrom(...roles).map((role) => `arn:aws:iam::${ACCOUNT}:role/${role}`),
  action: fc.constantFrom('bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'),
});

const SAID = { Allowed: 'allowed', ExplicitlyDenied: 'denied', ImplicitlyDenied: 'not-allowed' };

/** What the oracle says of one authorization; a policy of Deny statements stands beside FullAWSAccess. */
async function ask(scp: object, { action, resource, context }: Authorization) {
  const { 'aws:principalarn': principal = '' } = context;
  const contextVariables = { ...context };
  const beside = JSON.stringify(scp).includes('"Effect":"Allow"') ? [] : [FULL];
  const result = await runSimulation(
    {
      request: { principal, action, resource: { resource, accountId: ACCOUNT }, contextVariables },
      identityPolicies: [{ name: 'full', policy: FULL }],
      serviceControlPolicies: [
        {
          orgIdentifier: ACCOUNT,
          policies: [scp, ...beside].map((each, index) => ({ name: `scp-${index}`, policy: each })),
        },
      ],
      resourceControlPolicies: [],
    },
    {},
  );
  if (result.resultType === 'error') throw new Error(JSON.stringify(result));
  return SAID[result.overallResult];
}

it(`agrees on every authorization of ${RUNS} random policies and calls`, async () => {
  const seen = { allowed: 0, denied: 0, 'not-allowed': 0 };
  await fc.assert(
    fc.asyncProperty(document, call, async (scp, asked) => {
      const parsed = parseScp(JSON.stringify(scp), 'scp');
      if (parsed.kind === 'problems') throw new Error(JSON.stringify(parsed.problems));
      const authorizations = authorizationsOf(asked, policy);
      const list = authorizations.kind === 'known' ? authorizations.list : [];
      for (const each of list.filter(({ resource }) => !resource.includes('bedrock:::'))) {
        const ours = evaluateScps([parsed.scp], each).kind;
        expect(ours).toBe(await ask(scp, each));
        seen[ours] += 1;
      }
    }),
    { numRuns: RUNS },
  );
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(RUNS / 20);
});

it(`holds the oracle between the most and the least of ${RUNS / 3} policies in doubt`, async () => {
  const seen = { sure: 0, unsure: 0, 'least denies': 0, 'most allows': 0 };
  await fc.assert(
    fc.asyncProperty(
      doubtfulDocument,
      call,
      fc.constantFrom('a', 'b', null),
      async (scp, asked, team) => {
        const { least, most } = readScpBounds(JSON.stringify(scp), 'scp');
        const authorizations = authorizationsOf(asked, policy);
        const list = authorizations.kind === 'known' ? authorizations.list : [];
        for (const each of list.filter(({ resource }) => !resource.includes('bedrock:::'))) {
          const [lower, upper] = [least, most].map((one) => evaluateScps([one], each).kind);
          const context = {
            ...each.context,
            'aws:SecureTransport': team === 'b' ? 'true' : 'false',
            ...(team === null ? {} : { 'aws:PrincipalTag/team': team }),
          };
          const truth = await ask(scp, { ...each, context });
          if (lower === 'allowed') expect(truth).toBe('allowed');
          if (upper !== 'allowed') expect(truth).not.toBe('allowed');
          seen[lower === upper ? 'sure' : 'unsure'] += 1;
          if (lower !== 'allowed' && truth === 'allowed') seen['least denies'] += 1;
          if (upper === 'allowed' && truth !== 'allowed') seen['most allows'] += 1;
        }
      },
    ),
    { numRuns: RUNS / 3 },
  );
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(0);
});
