import type { Tokens } from './bedrock-records.ts';
import { CALLER } from './callers.ts';
import type { CallInFile, Day } from './day.ts';
import { MODEL } from './models.ts';
import type { Truth } from './truth.ts';

const tokens = (day: Day): Tokens => [
  day.random.integer(900, 16_000),
  day.random.integer(200, 5200),
];

/** The coding agents of the research account, in Ohio. */
export function writeOhio(day: Day): void {
  const agents: CallInFile = {
    caller: CALLER.codingAgents,
    client: 'claudeCode',
    eventName: 'Converse',
    model: MODEL.usOpus,
  };
  const home = (why: string): Truth => ({
    verdict: 'inside',
    basis: 'assumed-source',
    ranIn: 'us-east-2',
    why,
  });
  const named = (ranIn: string, basis: 'reported' | 'completion', why: string): Truth => ({
    verdict: 'inside',
    basis,
    ranIn,
    why,
  });
  for (let i = 0; i < 14; i += 1) {
    const client = day.random.pick(['claudeCode', 'claudeCode', 'cursor', 'cloudShell']);
    day.call(
      'afternoonOhio',
      { ...agents, client },
      home('A served call in Ohio, inside the fence us.'),
    );
  }
  for (const [ranIn, calls] of [
    ['us-west-2', 8],
    ['us-east-1', 6],
  ] as const) {
    for (let i = 0; i < calls; i += 1) {
      day.call(
        'afternoonOhio',
        { ...agents, ranIn, tokens: tokens(day) },
        named(ranIn, 'reported', 'us. called in Ohio ran in another Region of the fence us.'),
      );
    }
  }
  for (let i = 0; i < 5; i += 1) {
    day.stream(
      'afternoonOhio',
      {
        ...agents,
        eventName: 'InvokeModelWithResponseStream',
        host: 'bedrock-runtime-fips.us-east-2.amazonaws.com',
      },
      { ranIn: 'us-east-2', tokens: tokens(day), entries: i % 2 === 0 ? 'list' : 'object' },
      named('us-east-2', 'completion', 'The completion names Ohio itself.'),
    );
  }
  day.call(
    'afternoonOhio',
    { ...agents, at: '14:22:06', ranIn: 'us-east-1-bue-1a', tokens: tokens(day) },
    {
      verdict: 'outside',
      basis: 'reported',
      ranIn: 'us-east-1-bue-1a',
      exposed: true,
      why: 'Local Zone in Buenos Aires: its parent Region is in the fence, its country is not.',
    },
  );
  day.call(
    'afternoonOhio',
    { ...agents, at: '14:25:40', ranIn: 'us-east-1-atl-2a', tokens: tokens(day) },
    named(
      'us-east-1-atl-2a',
      'reported',
      'Local Zone in Atlanta: parent Region and country are in the fence.',
    ),
  );
  day.call(
    'afternoonOhio',
    { ...agents, at: '14:58:33', eventName: 'ConverseStream' },
    {
      ...home('An open stream through us. from Ohio: all its routes are inside.'),
      openStream: true,
    },
  );
  day.call(
    'afternoonOhio',
    { ...agents, client: 'cursor', eventName: 'CreateMessage', model: MODEL.usSonnet },
    home('An unlisted event name through us. from Ohio: all its routes are inside.'),
  );
  for (const at of ['13:49:02', '13:52:40', '14:11:18']) {
    day.call(
      'afternoonOhio',
      {
        ...agents,
        at,
        client: 'openai',
        eventName: 'CreateInference',
        model: MODEL.baseOpus,
        mantle: true,
      },
      home('CreateInference of bedrock-mantle in Ohio.'),
    );
  }
  day.call(
    'afternoonOhio',
    {
      caller: CALLER.researchNotebook,
      client: 'boto3',
      eventName: 'InvokeModelWithBidirectionalStream',
      model: MODEL.sonic,
      dataEvent: true,
    },
    home('The bidirectional stream of a base model in Ohio.'),
  );
}
