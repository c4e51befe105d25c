import type { Tokens } from './bedrock-records.ts';
import { CALLER } from './callers.ts';
import type { CallInFile, Day, FileName } from './day.ts';
import { MODEL } from './models.ts';
import type { Truth } from './truth.ts';

const tokens = (day: Day): Tokens => [
  day.random.integer(900, 16_000),
  day.random.integer(200, 5200),
];

const NOTEBOOK: CallInFile = {
  caller: CALLER.researchNotebook,
  client: 'boto3',
  eventName: 'Converse',
  model: MODEL.opus,
};

/** The notebooks of the research account: in London eu. may stay there, so every call is exposed. */
export function writeLondon(day: Day): void {
  const moved = (file: FileName, ranIn: string, calls: number): void => {
    for (let i = 0; i < calls; i += 1) {
      day.call(
        file,
        { ...NOTEBOOK, ranIn, tokens: tokens(day) },
        {
          verdict: 'inside',
          basis: 'reported',
          ranIn,
          exposed: true,
          why: 'eu. called in London ran in the EU: inside, and exposed to London.',
        },
      );
    }
  };
  moved('morningLondon', 'eu-central-1', 7);
  moved('afternoonLondon', 'eu-west-1', 5);
  for (let i = 0; i < 3; i += 1) {
    day.stream(
      'afternoonLondon',
      { ...NOTEBOOK, eventName: 'ConverseStream' },
      { ranIn: 'eu-north-1', tokens: tokens(day) },
      {
        verdict: 'inside',
        basis: 'completion',
        ranIn: 'eu-north-1',
        exposed: true,
        why: 'A stream through eu. from London whose completion names Stockholm.',
      },
    );
  }
  streamsInLondon(day);
  notToBePlaced(day);
}

function streamsInLondon(day: Day): void {
  const stayed: Truth = {
    verdict: 'outside',
    basis: 'completion',
    ranIn: 'eu-west-2',
    exposed: true,
    why: 'A stream through eu. called in London stayed in London, as its completion says.',
  };
  const stream = { ...NOTEBOOK, eventName: 'InvokeModelWithResponseStream' };
  day.stream(
    'morningLondon',
    { ...stream, at: '09:12:29' },
    { at: '09:12:41', ranIn: 'eu-west-2', tokens: tokens(day) },
    stayed,
  );
  day.stream(
    'morningLondon',
    { ...stream, at: '09:13:02' },
    { at: '09:13:20', ranIn: 'eu-west-2', tokens: tokens(day), entries: 'list' },
    stayed,
  );
  day.stream(
    'morningLondon',
    { ...stream, at: '09:13:48' },
    { at: '09:14:33', ranIn: 'eu-west-2', tokens: tokens(day), file: 'afternoonLondon' },
    { ...stayed, why: 'The same, with the completion in a later file.' },
  );
}

function notToBePlaced(day: Day): void {
  day.call(
    'afternoonLondon',
    { ...NOTEBOOK, at: '15:41:55', eventName: 'ConverseStream' },
    {
      verdict: 'undecided',
      basis: 'unknown',
      ranIn: null,
      exposed: true,
      openStream: true,
      why: 'A stream through eu. from London without its completion: London is among its routes.',
    },
  );
  day.call(
    'afternoonLondon',
    {
      ...NOTEBOOK,
      at: '15:52:10',
      eventName: 'InvokeModel',
      error: {
        code: 'ModelTimeoutException',
        message: 'Model has timed out in processing the request.',
      },
    },
    {
      verdict: 'undecided',
      basis: 'unknown',
      ranIn: null,
      exposed: true,
      why: 'A timeout through eu. from London may have run, and London is among its routes.',
    },
  );
}
