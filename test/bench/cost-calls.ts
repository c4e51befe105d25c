import { createBodies } from './events.ts';

/** One call as it waits in the queue. */
export type Arrival = {
  readonly atMs: number;
  readonly id: string;
  readonly body: string;
  /** The message as Lambda hands it over, in JSON: what counts against the 6 MB of a batch. */
  readonly record: string;
};

export const METADATA_BYTES = 450;
/** CloudTrail hands a call on after one to five minutes, evenly spread. */
export const LAG_SECONDS = { least: 60, most: 300 } as const;
/** One call in so many runs outside its fence. */
export const ONE_OUTSIDE_IN = 100;

const POOL = 5000;
const METADATA = {
  messageAttributes: {},
  eventSource: 'aws:sqs',
  eventSourceARN: 'arn:aws:sqs:eu-central-1:111122223333:bedrock-geofence-calls',
  awsRegion: 'eu-central-1',
};

/** The calls of some minutes at an even rate, in the order in which they arrive. The same each time. */
export function* arrivals(
  ratePerSecond: number,
  minutes: number,
  startMs: number,
): Generator<Arrival> {
  const count = ratePerSecond * 60 * minutes;
  let pool: readonly string[] = [];
  for (let index = 0; index < count; index += 1) {
    if (index % POOL === 0) pool = createBodies(POOL, 1 + index / POOL);
    const body = pool[index % POOL];
    if (body === undefined) throw new Error('the pool of bodies is too small');
    yield arrivalOf(body, index, startMs + (index * 1000) / ratePerSecond);
  }
}

function arrivalOf(body: string, index: number, atMs: number): Arrival {
  const spread = LAG_SECONDS.most - LAG_SECONDS.least + 1;
  const lagMs = (LAG_SECONDS.least + (scatter(index) % spread)) * 1000;
  const isOutside = scatter(index + 0x5bd1e995) % ONE_OUTSIDE_IN === 0;
  const timed = atTime(body, new Date(atMs - lagMs).toISOString().replace(/\.\d{3}Z$/, 'Z'));
  return messageOf(isOutside ? ranIn(timed, 'us-east-1') : timed, index, atMs);
}

/** The same body, called at another time. */
export function atTime(body: string, eventTime: string): string {
  return body
    .replace(/"time":"[^"]*"/, `"time":"${eventTime}"`)
    .replace(/"eventTime":"[^"]*"/, `"eventTime":"${eventTime}"`);
}

export function messageOf(body: string, index: number, atMs: number): Arrival {
  const id = `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
  const known = JSON.stringify({ messageId: id, ...METADATA, receiptHandle: '', body: '' });
  const receiptHandle = 'A'.repeat(METADATA_BYTES - known.length);
  const record = JSON.stringify({ messageId: id, ...METADATA, receiptHandle, body });
  return { atMs, id, body, record };
}

function ranIn(body: string, region: string): string {
  return body
    .replace(/"inferenceRegion":"[^"]*",/, '')
    .replace('"additionalEventData":{', `"additionalEventData":{"inferenceRegion":"${region}",`);
}

/** Looks like chance, and is the same for the same number. */
function scatter(number: number): number {
  const mixed = Math.imul(number ^ (number >>> 16), 0x45d9f3b);
  const again = Math.imul(mixed ^ (mixed >>> 16), 0x45d9f3b);
  return (again ^ (again >>> 16)) >>> 0;
}
