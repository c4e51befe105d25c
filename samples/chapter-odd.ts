import { apiCallRecord, completionRecord } from './bedrock-records.ts';
import { CALLER } from './callers.ts';
import type { CallInFile, Day } from './day.ts';
import { MODEL } from './models.ts';
import type { Truth } from './truth.ts';

const FRANKFURT = 'eu-central-1';

const CHAT: CallInFile = {
  caller: CALLER.chatBackend,
  client: 'javascript',
  eventName: 'Converse',
  model: MODEL.sonnet,
};

const inside = (basis: Truth['basis'], ranIn: string, why: string): Truth => ({
  verdict: 'inside',
  basis,
  ranIn,
  why,
});

function oddShapes(day: Day): void {
  const assumed = inside(
    'assumed-source',
    FRANKFURT,
    'A served Converse or InvokeModel that names no Region ran in its source Region; that Region is inside.',
  );
  day.call(
    'noonResearch',
    { ...CHAT, caller: CALLER.nightlyEval, at: '11:48:02.1234567' },
    assumed,
  );
  day.call(
    'afternoonFrankfurt',
    { ...CHAT, at: '11:02:47', fields: { addendum: { reason: 'DELIVERY_DELAY' } } },
    assumed,
  );
  day.call(
    'noonResearch',
    { ...CHAT, caller: CALLER.nightlyEval, fields: { sessionCredentialFromConsole: 'true' } },
    assumed,
  );
  const seenByEndpoint = day.call(
    'afternoonFrankfurt',
    { ...CHAT, at: '13:15:00', ranIn: 'eu-west-3', tokens: [402, 118] },
    inside(
      'reported',
      'eu-west-3',
      'The call names an inference Region of the fence; its network-activity copy is no call.',
    ),
  );
  day.add('afternoonFrankfurt', {
    ...seenByEndpoint,
    eventID: day.random.uuid(),
    eventType: 'AwsVpceEvents',
    eventCategory: 'NetworkActivity',
    managementEvent: false,
    vpcEndpointId: 'vpce-0b1c2d3e4f5a6b7c8',
  });
}

function notUnderstood(day: Day): void {
  day.write('morningParis', {
    ...CHAT,
    at: '08:31:17',
    requestParameters: 'omitted: larger than 100 KB',
  });
  day.gap('morningParis', 'record', 'A call whose requestParameters is a text cannot be read.');
  const call = apiCallRecord(day.random, {
    ...CHAT,
    at: '16:55:20',
    region: 'eu-west-3',
    eventName: 'ConverseStream',
  });
  day.add('eveningParis', {
    ...completionRecord(day.random, call, {
      at: '16:55:31',
      ranIn: 'eu-west-3',
      tokens: [310, 95],
      entries: 'object',
    }),
    serviceEventDetails: {
      AdditionalEventData: { additionalEntries: { inferenceRegion: 'eu-west-3' } },
    },
  });
  day.gap('eveningParis', 'record', 'A completion that does not say of which call cannot be read.');
  day.write('noonResearch', {
    caller: CALLER.nightlyEval,
    client: 'openai',
    at: '12:05:11',
    eventName: 'CreateBackgroundResponse',
    requestParameters: null,
  });
  day.gap(
    'noonResearch',
    'unrecognised',
    'An unlisted event name at a bedrock-runtime host that carries no model.',
  );
}

/** Records of odd shape, and records that nobody can understand. */
export function writeOdd(day: Day): void {
  oddShapes(day);
  notUnderstood(day);
}
