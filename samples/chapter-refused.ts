import { CALLER, callerArn } from './callers.ts';
import type { CallInFile, Day, FileName } from './day.ts';
import { MODEL, NOVA_PRO_IN_STOCKHOLM } from './models.ts';
import type { Truth } from './truth.ts';

const { chatBackend, reportWriter, legacyUser, researchNotebook } = CALLER;

const refused = (why: string): Truth => ({ verdict: 'not-served', basis: null, ranIn: null, why });

const REPORT: CallInFile = {
  caller: reportWriter,
  client: 'boto3',
  eventName: 'Converse',
  model: MODEL.novaPro,
};

function denied(day: Day): void {
  const message =
    `User: ${callerArn(reportWriter)} is not authorized to perform: bedrock:InvokeModel ` +
    `on resource: ${NOVA_PRO_IN_STOCKHOLM} with an explicit deny in a service control policy`;
  for (let i = 0; i < 12; i += 1) {
    const code = i % 3 === 0 ? 'AccessDeniedException' : 'AccessDenied';
    day.call(
      i < 7 ? 'lateMorningFrankfurt' : 'eveningParis',
      { ...REPORT, error: { code, message } },
      refused('Denied by a service control policy that names Stockholm: nothing ran there.'),
    );
  }
  day.call(
    'morningFrankfurt',
    {
      caller: legacyUser,
      client: 'cli',
      eventName: 'InvokeModel',
      requestParameters: null,
      error: {
        code: 'ExpiredTokenException',
        message: 'The security token included in the request is expired',
      },
    },
    refused('A call with an expired token, its parameters null, is a refused call.'),
  );
  day.call(
    'morningLondon',
    {
      caller: researchNotebook,
      client: 'cloudShell',
      eventName: 'Converse',
      model: MODEL.sonnet,
      error: {
        code: 'Client.AccessDenied',
        message:
          `User: ${callerArn(researchNotebook)} is not authorized to perform: bedrock:InvokeModel on resource: ` +
          `arn:aws:bedrock:eu-west-2:444455556666:inference-profile/${MODEL.sonnet} because no identity-based policy allows the bedrock:InvokeModel action`,
      },
    },
    refused('Denied by the absence of a permission, with the prefix Client.'),
  );
}

function throttledAndInvalid(day: Day): void {
  const chat = (file: FileName, code: string, message: string, why: string): void => {
    const call: CallInFile = {
      caller: chatBackend,
      client: 'java',
      eventName: 'Converse',
      model: MODEL.sonnet,
    };
    day.call(file, { ...call, error: { code, message } }, refused(why));
  };
  const slow = 'Too many requests, please wait before trying again.';
  const throttled = 'Throttled, out of quota or not ready: refused.';
  for (const file of [
    'morningFrankfurt',
    'lateMorningFrankfurt',
    'lateMorningFrankfurt',
    'morningParis',
  ] as const) {
    chat(file, 'ThrottlingException', slow, throttled);
  }
  chat('eveningParis', 'ServiceQuotaExceededException', 'Too many tokens per day.', throttled);
  chat(
    'eveningParis',
    'ServiceUnavailableException',
    'Bedrock is unable to process your request.',
    'Service unavailable is a refusal, although it is a 503.',
  );
  const invalid = 'Not valid, or not found: refused.';
  chat(
    'morningParis',
    'ValidationException',
    'The maximum tokens you requested exceeds the model limit.',
    invalid,
  );
  chat(
    'afternoonFrankfurt',
    'ValidationException',
    'messages: at least one message is required',
    invalid,
  );
  chat(
    'afternoonFrankfurt',
    'ResourceNotFoundException',
    'Could not resolve the foundation model.',
    invalid,
  );
}

/** Failures that may have run all the same: they are judged like served calls. */
function mayHaveRun(day: Day): void {
  const timeout = {
    code: 'ModelTimeoutException',
    message: 'Model has timed out in processing the request.',
  };
  const chat: CallInFile = { caller: chatBackend, client: 'boto3', eventName: 'InvokeModel' };
  day.call(
    'afternoonFrankfurt',
    { ...chat, model: MODEL.opus, error: timeout },
    {
      verdict: 'inside',
      basis: 'assumed-source',
      ranIn: 'eu-central-1',
      why: 'A timeout may have run; through eu. from Frankfurt every route is inside.',
    },
  );
  day.call(
    'eveningParis',
    { ...chat, model: MODEL.baseOpus, error: timeout },
    {
      verdict: 'inside',
      basis: 'assumed-source',
      ranIn: 'eu-west-3',
      why: 'A timeout of a base model, if it ran, ran in its own Region.',
    },
  );
  day.call(
    'afternoonFrankfurt',
    {
      ...chat,
      eventName: 'InvokeModelWithResponseStream',
      model: MODEL.sonnet,
      error: { code: 'ModelStreamErrorException', message: 'The stream ended with an error.' },
    },
    {
      verdict: 'inside',
      basis: 'assumed-source',
      ranIn: 'eu-central-1',
      openStream: true,
      why: 'A stream that broke off names no Region; its routes are all inside. It counts as open.',
    },
  );
}

/** Attempts that were refused, and failures that may have run. */
export function writeRefused(day: Day): void {
  denied(day);
  throttledAndInvalid(day);
  mayHaveRun(day);
}
