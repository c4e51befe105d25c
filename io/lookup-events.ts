import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import { fieldOf } from '../core/judge/json-fields.ts';
import { CLIENT_OPTIONS } from './client-options.ts';

const MOST_PAGES = 10;

/**
 * The records of one request in CloudTrail's event history, which comes some minutes late; empty until
 * then. Needs `cloudtrail:LookupEvents`. AWS answers two look-ups a second.
 */
export async function lookupRequest(
  requestId: string,
  eventName: string,
  sinceMs: number,
  region: string,
): Promise<readonly unknown[]> {
  const client = new CloudTrailClient({ ...CLIENT_OPTIONS, region });
  const found: unknown[] = [];
  let next: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const { Events = [], NextToken } = await client.send(
      new LookupEventsCommand({
        LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: eventName }],
        StartTime: new Date(sinceMs),
        ...(next === undefined ? {} : { NextToken: next }),
      }),
    );
    const records = Events.map(({ CloudTrailEvent = 'null' }) => JSON.parse(CloudTrailEvent));
    found.push(...records.filter((record) => fieldOf(record, 'requestID') === requestId));
    if (found.length > 0 || NextToken === undefined) return found;
    next = NextToken;
  }
  return found;
}
