import { apiCallRecord, completionRecord, type SampleRecord } from './bedrock-records.ts';
import { ACCOUNT, CALLER } from './callers.ts';
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

/** The data-event copy of a record: the same request, an event id of its own. */
const dataCopy = (day: Day, record: SampleRecord): SampleRecord => ({
  ...record,
  eventID: day.random.uuid(),
  managementEvent: false,
  eventCategory: 'Data',
});

function sameEventInTwoFiles(day: Day): void {
  const why = 'The same event delivered twice, in two files.';
  for (const at of ['07:33:10', '07:35:22', '07:36:05', '07:37:48']) {
    const truth = inside(
      'reported',
      'eu-west-3',
      'The call names an inference Region of the fence.',
    );
    const call = day.call(
      'morningFrankfurt',
      { ...CHAT, at, ranIn: 'eu-west-3', tokens: [1201, 340] },
      truth,
    );
    day.duplicate('lateMorningFrankfurt', call, why);
  }
  const twice = day.call(
    'afternoonOhio',
    { ...CHAT, caller: CALLER.codingAgents, client: 'claudeCode', model: MODEL.usOpus },
    inside('assumed-source', 'us-east-2', 'A served call in Ohio, inside the fence us.'),
  );
  day.duplicate('afternoonOhio', twice, 'The same event delivered twice, in one file.');
}

function dataEventCopies(day: Day): void {
  const why = 'The data-event copy of a stream, or of its completion.';
  for (const at of ['13:11:40', '13:12:58', '13:19:03']) {
    const { call, completion } = day.stream(
      'afternoonFrankfurt',
      { ...CHAT, at, eventName: 'ConverseStream' },
      { ranIn: FRANKFURT, tokens: [640, 512], entries: 'list' },
      inside('completion', FRANKFURT, 'Four records of one streaming call.'),
    );
    day.duplicate('afternoonFrankfurt', dataCopy(day, call), why);
    day.duplicate('afternoonFrankfurt', dataCopy(day, completion), why);
  }
}

/** A model of prod-chat called by research: CloudTrail delivers the event to both accounts. */
function copiesInTwoAccounts(day: Day): void {
  const call: CallInFile = {
    caller: CALLER.nightlyEval,
    client: 'boto3',
    eventName: 'InvokeModel',
    model: `arn:aws:bedrock:eu-central-1:${ACCOUNT.prodChat}:custom-model-deployment/b8n3v5r1y6gu`,
    fields: { sharedEventID: day.random.uuid() },
  };
  const truth = inside(
    'assumed-source',
    FRANKFURT,
    'A model shared between accounts: one call, its event in both.',
  );
  const atCaller = day.call('noonResearch', { ...call, at: '12:21:30' }, truth);
  day.duplicate(
    'afternoonFrankfurt',
    { ...atCaller, eventID: day.random.uuid(), recipientAccountId: ACCOUNT.prodChat },
    'The copy of a shared event in the other account.',
  );
}

function corrections(day: Day): void {
  const original = day.write('morningFrankfurt', { ...CHAT, at: '07:05:44' });
  const correction = {
    ...original,
    eventID: day.random.uuid(),
    additionalEventData: { inferenceRegion: 'eu-south-2', inputTokens: 2210, outputTokens: 815 },
    addendum: {
      reason: 'UPDATED_DATA',
      updatedFields: 'additionalEventData',
      originalRequestID: original.requestID,
      originalEventID: original.eventID,
    },
  };
  const call: CallInFile = { ...CHAT, at: '07:05:44', ranIn: 'eu-south-2', tokens: [2210, 815] };
  day.plantWritten(
    call,
    original,
    inside(
      'reported',
      'eu-south-2',
      'A correction adds the inference Region: what looked assumed ran in Spain.',
    ),
  );
  day.duplicate('lateMorningFrankfurt', correction, 'The record that a correction replaced.');

  const moved = day.write('morningFrankfurt', { ...CHAT, at: '07:09:12', ranIn: 'eu-west-1' });
  const changed: CallInFile = { ...CHAT, ranIn: 'eu-north-1', tokens: [1870, 702] };
  day.plantWritten(
    changed,
    moved,
    inside(
      'reported',
      'eu-north-1',
      'A correction changes the inference Region: the original no longer counts.',
    ),
  );
  day.duplicate(
    'lateMorningFrankfurt',
    {
      ...moved,
      eventID: day.random.uuid(),
      additionalEventData: { inferenceRegion: 'eu-north-1', inputTokens: 1870, outputTokens: 702 },
      addendum: {
        reason: 'UPDATED_DATA',
        updatedFields: 'additionalEventData',
        originalRequestID: moved.requestID,
        originalEventID: moved.eventID,
      },
    },
    'The record that a correction replaced.',
  );

  const { call: late } = day.stream(
    'morningParis',
    { ...CHAT, at: '08:02:19', eventName: 'ConverseStream' },
    { ranIn: 'eu-west-3', tokens: [733, 290] },
    inside(
      'completion',
      'eu-west-3',
      'Only the completion of the stream names the Region; it is inside.',
    ),
  );
  day.duplicate(
    'eveningParis',
    {
      ...late,
      eventID: day.random.uuid(),
      addendum: { reason: 'UPDATED_DATA', updatedFields: 'userAgent' },
    },
    'A correction that does not say what it corrects is an ordinary copy.',
  );
}

function completionWithoutCall(day: Day): void {
  const call: CallInFile = { ...CHAT, caller: CALLER.documentBatch, eventName: 'ConverseStream' };
  const yesterday = apiCallRecord(day.random, { ...call, at: '00:00:09', region: FRANKFURT });
  const ending = {
    at: '00:00:09',
    ranIn: FRANKFURT,
    tokens: [5120, 2044],
    entries: 'object',
  } as const;
  const completion = day.add('nightFrankfurt', completionRecord(day.random, yesterday, ending));
  day.plantWritten(
    { ...call, model: undefined, tokens: ending.tokens },
    completion,
    {
      ...inside(
        'completion',
        FRANKFURT,
        'A completion whose call is in the file of the day before: one call, its profile unresolved.',
      ),
      unresolved: true,
    },
    { isCompletion: true },
  );
}

/** Copies and corrections. */
export function writeCopies(day: Day): void {
  sameEventInTwoFiles(day);
  dataEventCopies(day);
  copiesInTwoAccounts(day);
  corrections(day);
  completionWithoutCall(day);
}
