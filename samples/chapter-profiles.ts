import { apiCallRecord } from './bedrock-records.ts';
import { ACCOUNT, CALLER } from './callers.ts';
import type { CallInFile, Day } from './day.ts';
import { MODEL } from './models.ts';
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

function hiddenProfile(day: Day): void {
  const call = { ...CHAT, model: MODEL.profileHidden };
  for (const at of ['14:01:12', '14:02:27', '14:03:40', '13:55:55']) {
    day.call(
      'afternoonFrankfurt',
      { ...call, at, eventName: 'ConverseStream' },
      {
        verdict: 'undecided',
        basis: 'unknown',
        ranIn: null,
        unresolved: true,
        openStream: true,
        why: 'An open stream through an application profile that nothing resolves may have run anywhere.',
      },
    );
  }
  for (const at of ['13:31:04', '13:33:19']) {
    day.call(
      'afternoonFrankfurt',
      { ...call, at },
      {
        ...stayed(
          'A served Converse stays assumed, but its application profile hides its routes: unresolved.',
        ),
        unresolved: true,
      },
    );
  }
}

function profileNamedByPolicy(day: Day): void {
  const call = { ...CHAT, model: MODEL.profileNamedByPolicy };
  for (let i = 0; i < 4; i += 1) {
    day.call(
      'morningFrankfurt',
      call,
      stayed('An application profile that the policy resolves to eu.: nothing to be exposed to.'),
    );
  }
  for (const at of ['07:11:36', '07:31:50']) {
    day.call(
      'morningFrankfurt',
      { ...call, at, eventName: 'InvokeModelWithResponseStream' },
      {
        ...stayed(
          'An open stream through a profile that the policy resolves: all its routes are inside.',
        ),
        openStream: true,
      },
    );
  }
}

function profileCreatedToday(day: Day): void {
  const { random } = day;
  const created = apiCallRecord(random, {
    at: '09:14:02',
    region: FRANKFURT,
    caller: CALLER.platformEngineer,
    client: 'cli',
    eventName: 'CreateInferenceProfile',
    host: 'bedrock.eu-central-1.amazonaws.com',
    requestParameters: {
      inferenceProfileName: 'summaries',
      clientRequestToken: random.uuid(),
      modelSource: {
        copyFrom: `arn:aws:bedrock:eu-central-1:${ACCOUNT.prodChat}:inference-profile/${MODEL.globalSonnet}`,
      },
      tags: [{ key: 'cost-centre', value: '4711' }],
    },
    fields: {
      readOnly: false,
      responseElements: { inferenceProfileArn: MODEL.profileCreatedToday, status: 'ACTIVE' },
    },
  });
  day.add('lateMorningFrankfurt', created);
  for (const at of ['13:04:45', '13:05:21', '13:09:58']) {
    day.call(
      'afternoonFrankfurt',
      {
        ...CHAT,
        at,
        caller: CALLER.reportWriter,
        client: 'go',
        eventName: 'InvokeModel',
        model: MODEL.profileCreatedToday,
      },
      {
        ...stayed('The record of its creation says that the profile copies global.: exposed.'),
        exposed: true,
      },
    );
  }
}

/** Application profiles: hidden, named by the policy, and created on this day. */
export function writeProfiles(day: Day): void {
  hiddenProfile(day);
  profileNamedByPolicy(day);
  profileCreatedToday(day);
}
