import { createBodies } from './events.ts';

/** What differs from one record to the next. */
export type Slots = {
  readonly id: string;
  readonly request: string;
  readonly event: string;
  readonly time: string;
  readonly account: string;
  readonly region: string;
  readonly role: string;
  readonly name: string;
  readonly model: string;
  /** Where it ran and what it counted: `"inferenceRegion":"eu-west-1","inputTokens":812`, or nothing. */
  readonly data: string;
  /** `"errorCode":"AccessDenied",`, an addendum, or nothing. */
  readonly more: string;
};

/** Writes the body of a queue message: by putting texts together, because millions are written. */
export type WriteBody = (slots: Slots) => string;

/** A call as EventBridge hands it on; the same fields and size as `createBodies` makes. */
export const writeCall: WriteBody = writerOf((detail) => ({
  ...{ '@more@': 0, ...detail },
  requestID: '@request@',
  eventName: '@name@',
  requestParameters: { modelId: '@model@' },
  additionalEventData: { '@data@': 0 },
}));

/** The end of a stream: it names no model, and its request is that of the call. */
export const writeCompletion: WriteBody = writerOf((detail) => ({
  ...{ '@more@': 0, ...detail },
  requestID: '@event@',
  eventName: '@name@',
  eventType: 'AwsServiceEvent',
  requestParameters: undefined,
  additionalEventData: undefined,
  managementEvent: undefined,
  eventCategory: undefined,
  serviceEventDetails: {
    parentRequestId: '@request@',
    AdditionalEventData: { additionalEntries: { '@data@': 0 } },
  },
}));

type Detail = Readonly<Record<string, unknown>>;

function writerOf(change: (detail: Detail) => Detail): WriteBody {
  const [body = ''] = createBodies(1);
  const event = JSON.parse(
    body
      .replaceAll('111122223333', '@account@')
      .replaceAll('eu-central-1', '@region@')
      .replaceAll(/chatbackend/gi, '@role@')
      .replaceAll(/"(time|eventTime)":"[^"]*"/g, '"$1":"@time@"'),
  ) as { id: string; detail: Detail };
  const detail = { ...change(event.detail), eventID: '@event@' };
  const text = JSON.stringify({ ...event, id: '@id@', detail })
    .replaceAll('"@more@":0,', '@more@')
    .replaceAll('"@data@":0', '@data@');
  const [first = '', ...rest] = text.split(/@(\w+)@/);
  return (slots) => {
    let written = first;
    for (let at = 0; at < rest.length; at += 2) {
      written += slots[rest[at] as keyof Slots] + (rest[at + 1] ?? '');
    }
    return written;
  };
}
