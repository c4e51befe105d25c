import { completionRecord, type Tokens } from './bedrock-records.ts';
import { CALLER } from './callers.ts';
import type { CallInFile, Day, FileName } from './day.ts';
import { MODEL } from './models.ts';
import type { Truth } from './truth.ts';

const { chatBackend, searchIndexer } = CALLER;

const tokens = (day: Day): Tokens => [day.random.integer(180, 4200), day.random.integer(40, 1400)];

const assumed = (ranIn: string): Truth => ({
  verdict: 'inside',
  basis: 'assumed-source',
  ranIn,
  why: 'A served Converse or InvokeModel that names no Region ran in its source Region; that Region is inside.',
});

const reported = (ranIn: string): Truth => ({
  verdict: 'inside',
  basis: 'reported',
  ranIn,
  why: 'The call names an inference Region of the fence.',
});

const completed = (ranIn: string): Truth => ({
  verdict: 'inside',
  basis: 'completion',
  ranIn,
  why: 'Only the completion of the stream names the Region; it is inside.',
});

const CHAT: CallInFile = {
  caller: chatBackend,
  client: 'boto3',
  eventName: 'Converse',
  model: MODEL.sonnet,
};

function ordinaryCalls(day: Day, file: FileName, home: string, calls: number): void {
  const { random } = day;
  for (let i = 0; i < calls; i += 1) {
    day.call(
      file,
      {
        ...CHAT,
        client: random.pick(['boto3', 'java', 'javascript']),
        eventName: random.pick(['Converse', 'Converse', 'InvokeModel']),
        model: random.pick([MODEL.sonnet, MODEL.sonnet, MODEL.haiku]),
      },
      assumed(home),
    );
  }
}

function callsThatMoved(day: Day, file: FileName, ranIn: string, calls: number): void {
  for (let i = 0; i < calls; i += 1) {
    const model = day.random.pick([MODEL.sonnet, MODEL.haiku]);
    day.call(file, { ...CHAT, client: 'java', model, ranIn, tokens: tokens(day) }, reported(ranIn));
  }
}

function streams(day: Day, file: FileName, ranIn: string, calls: number): void {
  for (let i = 0; i < calls; i += 1) {
    day.stream(
      file,
      {
        ...CHAT,
        client: 'javascript',
        eventName: i % 2 === 0 ? 'ConverseStream' : 'InvokeModelWithResponseStream',
      },
      { ranIn, tokens: tokens(day), entries: i % 3 === 0 ? 'list' : 'object' },
      completed(ranIn),
    );
  }
}

function embeddings(day: Day, file: FileName, home: string, calls: number): void {
  for (let i = 0; i < calls; i += 1) {
    day.call(
      file,
      { caller: searchIndexer, client: 'go', eventName: 'InvokeModel', model: MODEL.titanEmbed },
      {
        verdict: 'inside',
        basis: 'assumed-source',
        ranIn: home,
        why: 'A base model cannot leave its Region, and the source Region is inside.',
      },
    );
  }
}

function globalProfile(day: Day): void {
  for (const at of ['10:31:07', '10:31:52']) {
    day.call(
      'lateMorningFrankfurt',
      { ...CHAT, at, model: MODEL.globalSonnet, ranIn: 'ap-southeast-4', tokens: tokens(day) },
      {
        verdict: 'outside',
        basis: 'reported',
        ranIn: 'ap-southeast-4',
        exposed: true,
        why: 'A global. profile called in Frankfurt ran in Melbourne.',
      },
    );
  }
  day.call(
    'lateMorningFrankfurt',
    {
      ...CHAT,
      at: '10:28:30',
      model: MODEL.globalSonnet,
      ranIn: 'ap-south-9',
      tokens: tokens(day),
    },
    {
      verdict: 'undecided',
      basis: 'unknown',
      ranIn: null,
      exposed: true,
      why: 'The call names a Region that neither the catalog nor the policy knows.',
    },
  );
  for (const at of ['10:24:11', '10:25:02', '10:27:48']) {
    day.call(
      'lateMorningFrankfurt',
      { ...CHAT, at, model: MODEL.globalSonnet },
      {
        ...assumed('eu-central-1'),
        exposed: true,
        why: 'A global. profile may run anywhere: exposed, although this call stayed in Frankfurt.',
      },
    );
  }
}

function zoneInWarsaw(day: Day): void {
  for (const at of ['13:20:44', '13:41:09']) {
    day.call(
      'afternoonFrankfurt',
      { ...CHAT, at, ranIn: 'eu-central-1-waw-1a', tokens: tokens(day) },
      {
        ...reported('eu-central-1-waw-1a'),
        why: 'Local Zone in Warsaw: its parent Region is in the fence, and Poland is one of its countries.',
      },
    );
  }
}

/** Streams whose completions were delivered late, in the file that is cut off: nobody can read them. */
function openStreams(day: Day): void {
  for (const at of ['13:58:20', '14:03:31']) {
    const call = day.call(
      'afternoonFrankfurt',
      { ...CHAT, at, client: 'javascript', eventName: 'ConverseStream' },
      {
        ...assumed('eu-central-1'),
        openStream: true,
        why: 'A stream without its completion; every route of eu. from Frankfurt is inside, so it is.',
      },
    );
    const ending = {
      at: '22:51:40',
      ranIn: 'eu-west-1',
      tokens: tokens(day),
      entries: 'object',
    } as const;
    day.add('cutOff', completionRecord(day.random, call, ending));
  }
}

function endingsInLaterFiles(day: Day): void {
  for (const at of ['10:29:58', '10:30:02', '10:30:40']) {
    day.stream(
      'lateMorningFrankfurt',
      { ...CHAT, at, client: 'javascript', eventName: 'ConverseStream' },
      { ranIn: 'eu-west-3', tokens: tokens(day), file: 'afternoonFrankfurt' },
      { ...completed('eu-west-3'), why: 'The completion of the stream came in a later file.' },
    );
  }
  for (const at of ['07:02:13', '07:22:51']) {
    day.stream(
      'morningFrankfurt',
      { ...CHAT, at, eventName: 'ConverseStream', ranIn: 'eu-west-3' },
      { ranIn: 'eu-west-3', tokens: tokens(day) },
      {
        ...reported('eu-west-3'),
        why: 'Call and completion name the same Region: the call comes first.',
      },
    );
  }
}

/** The chat product of account prod-chat, in Frankfurt and Paris. */
export function writeChat(day: Day): void {
  ordinaryCalls(day, 'morningFrankfurt', 'eu-central-1', 20);
  ordinaryCalls(day, 'lateMorningFrankfurt', 'eu-central-1', 18);
  ordinaryCalls(day, 'afternoonFrankfurt', 'eu-central-1', 22);
  ordinaryCalls(day, 'morningParis', 'eu-west-3', 12);
  ordinaryCalls(day, 'eveningParis', 'eu-west-3', 9);
  callsThatMoved(day, 'morningFrankfurt', 'eu-west-3', 12);
  callsThatMoved(day, 'afternoonFrankfurt', 'eu-west-3', 14);
  callsThatMoved(day, 'lateMorningFrankfurt', 'eu-north-1', 6);
  callsThatMoved(day, 'afternoonFrankfurt', 'eu-west-1', 4);
  callsThatMoved(day, 'eveningParis', 'eu-central-1', 8);
  streams(day, 'morningFrankfurt', 'eu-central-1', 6);
  streams(day, 'afternoonFrankfurt', 'eu-west-3', 6);
  streams(day, 'morningParis', 'eu-west-3', 4);
  embeddings(day, 'morningFrankfurt', 'eu-central-1', 9);
  embeddings(day, 'morningParis', 'eu-west-3', 5);
  globalProfile(day);
  zoneInWarsaw(day);
  openStreams(day);
  endingsInLaterFiles(day);
}
