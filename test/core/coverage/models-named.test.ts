import { expect, it } from 'vitest';
import { canCall } from '../../../core/coverage/can-call.ts';
import { aPolicy } from '../judge/judge-records.ts';
import { anOrganization, denying, MEMBER, policiesOver } from './organizations.ts';

const policy = aPolicy({ fences: [{ name: 'eu', allow: ['eu'] }] });
const RUNS_MODELS = ['bedrock:*', 'bedrock-mantle:*'];

it.each<readonly [string, readonly object[], string, 'allowed' | 'denied', RegExp]>([
  ...(
    [
      ['one model that no profile has', 'bedrock', 'foundation-model/amazon.titan-embed-text-v2:0'],
      ['models of a provider of tomorrow', 'bedrock', 'foundation-model/newco.*'],
      ['one imported model', 'bedrock', 'imported-model/a1b2c3d4e5f6'],
      ['endpoints', 'sagemaker', 'endpoint/*'],
      ['one project of mantle', 'bedrock-mantle', 'project/chat'],
    ] as const
  ).map(([what, service, resource]) => {
    const NotResource = `arn:aws:${service}:*:*:${resource}`;
    const name = resource.replace('foundation-model/', '').replace('*', 'any');
    const says = new RegExp(service === 'bedrock-mantle' ? 'CreateInference$' : `of ${name}$`);
    const documents = [denying({ Action: RUNS_MODELS, NotResource })];
    return [`all but ${what}`, documents, 'us-east-1', 'allowed', says] as const;
  }),
  [
    'all but a profile of tomorrow',
    [
      denying({
        Action: RUNS_MODELS,
        NotResource: [
          'arn:aws:bedrock:*:*:inference-profile/us.newco.*',
          'arn:aws:bedrock:*::foundation-model/newco.*',
        ],
      }),
      denying({
        Action: RUNS_MODELS,
        Condition: { Null: { 'bedrock:InferenceProfileArn': 'true' } },
      }),
    ],
    'us-east-1',
    'allowed',
    /of us\.newco\.any$/,
  ],
  [
    'a profile of tomorrow without its model',
    [
      denying({
        Action: RUNS_MODELS,
        NotResource: 'arn:aws:bedrock:*:*:inference-profile/us.newco.*',
      }),
    ],
    'us-east-1',
    'denied',
    /./,
  ],
  [
    'all but one application profile, by its key',
    [
      denying({
        Action: RUNS_MODELS,
        Condition: {
          ArnNotLike: {
            'bedrock:InferenceProfileArn': `arn:aws:bedrock:us-east-1:$\{aws:PrincipalAccount}:application-inference-profile/a1b2c3`,
          },
        },
      }),
    ],
    'us-east-1',
    'allowed',
    /by an application profile$/,
  ],
  [
    'all but a model, in another Region',
    [
      denying({
        Action: RUNS_MODELS,
        NotResource: 'arn:aws:bedrock:eu-west-1::foundation-model/amazon.titan-embed-text-v2:0',
      }),
    ],
    'us-east-1',
    'denied',
    /./,
  ],
  [
    'what is Bedrock leaves endpoints',
    [
      denying({
        Action: RUNS_MODELS,
        Resource: ['arn:aws:bedrock:*:*:*', 'arn:aws:bedrock-mantle:*:*:*'],
      }),
    ],
    'us-east-1',
    'allowed',
    /of endpoint\/any$/,
  ],
])('%s', (_, documents, region, kind, says) => {
  const found = canCall(MEMBER, region, policiesOver(anOrganization(documents)), policy);
  expect(found.kind).toBe(kind);
  expect(Object.values(found).at(-1)).toMatch(says);
});
