import { FROM_AWS, type Pattern } from './pattern.ts';

const NOISE = ['List', 'Get', 'Describe'];
const COPIED = ['InvokeModel', 'InvokeModelWithResponseStream', 'Converse', 'ConverseStream'];

/**
 * What the rule on the default bus lets through: API calls and service events of Bedrock and mantle,
 * without the noisy reads, and without the copies of the four runtime operations that a trail with data
 * events records (Bedrock user guide, logging-using-cloudtrail, read 2026-11-23). A read that names an
 * inference Region is no noise, and no service event is a read. Any other event name passes, also one that nobody knows yet.
 */
export const CALLS_PATTERN: Pattern = {
  source: FROM_AWS,
  'detail-type': ['AWS API Call via CloudTrail', 'AWS Service Event via CloudTrail'],
  detail: {
    eventSource: ['bedrock.amazonaws.com', 'bedrock-mantle.amazonaws.com'],
    $or: [
      {
        eventCategory: [{ 'anything-but': ['Data'] }, { exists: false }],
        eventName: [{ 'anything-but': { prefix: NOISE } }],
      },
      {
        eventCategory: ['Data'],
        eventName: [
          { 'anything-but': { wildcard: [...NOISE.map((name) => `${name}*`), ...COPIED] } },
        ],
      },
      {
        eventName: NOISE.map((prefix) => ({ prefix })),
        additionalEventData: { inferenceRegion: [{ exists: true }] },
      },
      {
        eventName: NOISE.map((prefix) => ({ prefix })),
        eventType: ['AwsServiceEvent'],
      },
    ],
  },
};
