import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { clientOf, type Place } from './emulator/client-of.ts';
import type { Event } from './sample-events.ts';

/** PutEvents takes ten. */
const AT_ONCE = 10;

/** Puts events on the default bus, as CloudTrail does. */
export async function putEvents(events: readonly Event[], place: Place): Promise<void> {
  const client = new EventBridgeClient(clientOf(place));
  for (let from = 0; from < events.length; from += AT_ONCE) {
    const { FailedEntryCount, Entries } = await client.send(
      new PutEventsCommand({
        Entries: events.slice(from, from + AT_ONCE).map((event) => ({
          Source: event.source,
          DetailType: event['detail-type'],
          Detail: JSON.stringify(event.detail),
        })),
      }),
    );
    if (FailedEntryCount !== 0) throw new Error(JSON.stringify(Entries));
  }
}
