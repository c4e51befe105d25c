import type { Meaning } from './explain.ts';

/** What bad values on the pipeline's dashboard mean, row by row. */
export const PIPELINE_MEANINGS = {
  arrival: [
    {
      seen: 'An hour without a canary',
      means: 'a refused call of our own did not come through: real calls may not either',
      alarm: 'canary-missing',
    },
    {
      seen: 'Accounts whose canary stopped',
      means: 'in an organization: what is called there may not be seen',
      alarm: 'canaries-missing',
    },
    {
      seen: 'Age over 3,600',
      means: 'records wait and nobody judges them',
      alarm: 'oldest-message',
    },
  ],
  judging: [
    {
      seen: 'A lag that stays over 900',
      means: 'EventBridge or the queue is late; what comes is still judged',
      alarm: 'oldest-message',
    },
    {
      seen: 'No records where there were some',
      means: 'nobody calls Bedrock there, or its rule does not match: the canary tells which',
      alarm: 'canary-missing',
    },
  ],
  failing: [
    {
      seen: 'Dead letters',
      means: 'records that were not judged, kept for 14 days: send them again',
      alarm: 'dead-letters',
    },
    {
      seen: 'Errors',
      means: 'batches come again, up to five times',
      alarm: 'ingest-errors',
    },
  ],
  proof: [
    {
      seen: 'Unseen calls',
      means:
        'Bedrock counted them itself, and no record came; **not compared**: no count was to be had',
      alarm: 'unseen-calls',
    },
    {
      seen: 'An hour without "everything sealed"',
      means: 'evidence is kept and not yet sealed',
      alarm: 'seal-missing',
    },
    { seen: 'Gone', means: 'a seal or a sealed object is not there', alarm: 'seal-broken' },
  ],
  trail: [
    {
      seen: 'Missed live',
      means: 'the trail had calls of which no event came; evidence has them now',
      alarm: 'live-missed',
    },
    {
      seen: 'Not in the trail',
      means: 'evidence and the trail say different things of a call',
      alarm: 'contradicted',
    },
    {
      seen: 'Not compared in full',
      means: 'the daily run could not read all of an hour: it comes again',
      alarm: 'daily-errors',
    },
  ],
  telling: [
    {
      seen: 'Could not be read',
      means: 'it lies in `quarantine/` of the evidence bucket',
      alarm: 'unreadable',
    },
    {
      seen: 'Not recognised',
      means: 'a call of a kind that this release does not know',
      alarm: 'unrecognised',
    },
    {
      seen: 'In an event of another account',
      means: 'somebody may have put a record into the queue',
      alarm: 'misattributed',
    },
    {
      seen: 'Waivers that end',
      means: 'their calls will be outside from then on',
      alarm: 'waiver-ending',
    },
  ],
} as const satisfies Readonly<Record<string, readonly Meaning[]>>;
