import { CALLER } from './callers.ts';
import type { CallInFile, Day } from './day.ts';
import {
  HIDING_FORMS,
  HOME_FORMS,
  MODEL,
  MODEL_ARN_WITHOUT_REGION,
  SONNET_PROFILE_ARN,
} from './models.ts';
import type { Truth } from './truth.ts';

const FRANKFURT = 'eu-central-1';

const CHAT: CallInFile = {
  caller: CALLER.chatBackend,
  client: 'boto3',
  eventName: 'Converse',
};

const stayed = (why: string): Truth => ({
  verdict: 'inside',
  basis: 'assumed-source',
  ranIn: FRANKFURT,
  why,
});

function everyFormOfModelId(day: Day): void {
  for (const model of HOME_FORMS) {
    day.call(
      'afternoonFrankfurt',
      { ...CHAT, client: 'java', eventName: 'InvokeModel', model },
      {
        ...stayed(
          'A base, provisioned, custom, imported or marketplace model cannot leave its Region.',
        ),
      },
    );
  }
  for (const model of HIDING_FORMS) {
    day.call(
      'lateMorningFrankfurt',
      { ...CHAT, model },
      {
        ...stayed('A prompt or a prompt router hides its model: unresolved.'),
        unresolved: true,
      },
    );
  }
  day.call(
    'lateMorningFrankfurt',
    { ...CHAT, model: SONNET_PROFILE_ARN },
    stayed('A system profile named by its ARN is the profile.'),
  );
  day.call(
    'lateMorningFrankfurt',
    { ...CHAT, model: MODEL_ARN_WITHOUT_REGION },
    {
      ...stayed('A model ARN without a Region may use any commercial Region: exposed.'),
      exposed: true,
    },
  );
}

function neverLeavesAndUnlisted(day: Day): void {
  day.call(
    'morningFrankfurt',
    { ...CHAT, eventName: 'InvokeModelWithResponseStream', model: MODEL.baseOpus },
    stayed(
      'A stream of a base model without its completion cannot have left; it is no open stream.',
    ),
  );
  for (const at of ['07:18:20', '07:19:44']) {
    day.call(
      'morningFrankfurt',
      {
        ...CHAT,
        at,
        eventName: 'InvokeModelWithBidirectionalStream',
        model: MODEL.sonic,
        dataEvent: true,
      },
      stayed('The bidirectional stream of a base model cannot leave its Region.'),
    );
  }
  for (const at of ['09:31:10', '09:33:51', '09:58:07', '10:05:30']) {
    day.call(
      'lateMorningFrankfurt',
      {
        ...CHAT,
        at,
        client: 'openai',
        eventName: 'CreateInference',
        model: MODEL.baseOpus,
        mantle: true,
      },
      stayed('CreateInference of bedrock-mantle cannot leave its Region.'),
    );
  }
  day.call(
    'lateMorningFrankfurt',
    {
      ...CHAT,
      client: 'openai',
      eventName: 'CreateInference',
      model: MODEL.unlistedProvider,
      mantle: true,
    },
    stayed(
      'CreateInference cannot leave its Region, whatever the model: its event source says so.',
    ),
  );
  for (const at of ['09:40:12', '09:41:36']) {
    day.call(
      'lateMorningFrankfurt',
      { ...CHAT, at, client: 'openai', eventName: 'CreateResponse', model: MODEL.gptOss },
      stayed(
        'An unlisted event name at a bedrock-runtime host that carries a model is a call; a base model stays.',
      ),
    );
  }
  day.call(
    'lateMorningFrankfurt',
    {
      ...CHAT,
      client: 'openai',
      eventName: 'CreateChatCompletion',
      requestParameters: { model: MODEL.sonnet },
      host: 'vpce-0b1c2d3e4f5a6b7c8-q9w8e7r6.bedrock-runtime.eu-central-1.vpce.amazonaws.com',
    },
    stayed(
      'An unlisted event name through eu.: only the routes can clear it, and they do. Not an open stream.',
    ),
  );
  day.call(
    'morningFrankfurt',
    {
      ...CHAT,
      client: 'openai',
      eventName: 'CreateMessage',
      model: MODEL.sonnet,
      ranIn: 'eu-west-3',
    },
    {
      verdict: 'inside',
      basis: 'reported',
      ranIn: 'eu-west-3',
      why: 'An unlisted event name that carries an inference Region is a call.',
    },
  );
}

/** What an engineer's console visit and a deployment leave behind: models are named, none is run. */
function controlPlane(day: Day): void {
  const visit = {
    caller: CALLER.platformEngineer,
    client: 'console',
    host: 'bedrock.eu-central-1.amazonaws.com',
  } as const;
  const names = [
    ['ListFoundationModels', null],
    ['ListInferenceProfiles', { maxResults: 100, typeEquals: 'SYSTEM_DEFINED' }],
    ['GetFoundationModel', { modelIdentifier: MODEL.baseOpus }],
    ['GetFoundationModelAvailability', { modelId: MODEL.baseOpus }],
    ['ListFoundationModelAgreementOffers', { modelId: MODEL.baseOpus }],
    ['PutFoundationModelEntitlement', { modelId: MODEL.baseOpus }],
    ['GetInferenceProfile', { inferenceProfileIdentifier: MODEL.sonnet }],
    ['GetModelInvocationLoggingConfiguration', null],
  ] as const;
  for (const [eventName, requestParameters] of names) {
    day.write('lateMorningFrankfurt', {
      ...visit,
      eventName,
      requestParameters,
      fields: { sessionCredentialFromConsole: 'true' },
    });
  }
  day.write('afternoonFrankfurt', { ...CHAT, eventName: 'CountTokens', model: MODEL.sonnet });
  day.write('afternoonFrankfurt', {
    ...CHAT,
    eventName: 'ApplyGuardrail',
    requestParameters: {
      guardrailIdentifier: 'gr7k2m9x4p1q',
      guardrailVersion: '3',
      source: 'INPUT',
    },
    dataEvent: true,
  });
  day.write('afternoonFrankfurt', {
    ...CHAT,
    eventName: 'Retrieve',
    requestParameters: { knowledgeBaseId: 'KB3X7Q2M9A' },
    host: 'bedrock-agent-runtime.eu-central-1.amazonaws.com',
    dataEvent: true,
  });
  day.write('afternoonFrankfurt', {
    ...CHAT,
    eventName: 'ListModels',
    requestParameters: null,
    mantle: true,
    fields: { readOnly: true },
  });
}

/** Every form of model id, event names on no list, and what names a model without running it. */
export function writeForms(day: Day): void {
  everyFormOfModelId(day);
  neverLeavesAndUnlisted(day);
  controlPlane(day);
}
