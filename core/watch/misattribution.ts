import { fieldOf, textOf } from '../judge/json-fields.ts';

/** An event that EventBridge stamped with another account or Region than its record names. */
export type Misattribution = { readonly stamped: Origin; readonly named: Origin };

/** Where an event comes from; null where nothing says it. */
export type Origin = { readonly account: string | null; readonly region: string | null };

/**
 * Compares the envelope of an event with the record in it: `account` with `recipientAccountId`, `region`
 * with `awsRegion`. CloudTrail hands a record to the bus of the account that it was delivered to, in the
 * Region that it names (EventBridge user guide, eb-service-event-cloudtrail, read 2026-11-25), so that
 * they are the same where nobody had a hand in it; also for a caller of another account, because each
 * account gets a record of its own. What a record does not say is no contradiction; an envelope says both,
 * always (EventBridge user guide, eb-events-structure, read 2026-11-25), and one that does not was made by
 * hand. Null where there is none.
 */
export function misattributionOf(envelope: unknown): Misattribution | null {
  const record = fieldOf(envelope, 'detail');
  const stamped = originOf(envelope, 'account', 'region');
  const named = originOf(record, 'recipientAccountId', 'awsRegion');
  const differs = differ(stamped.account, named.account) || differ(stamped.region, named.region);
  return differs ? { stamped, named } : null;
}

/** For a person: both sides, the stamped one first. */
export function describeMisattribution({ stamped, named }: Misattribution): string {
  return `EventBridge stamped ${describe(stamped)}, and the record names ${describe(named)}`;
}

function originOf(value: unknown, account: string, region: string): Origin {
  return { account: textOf(fieldOf(value, account)), region: textOf(fieldOf(value, region)) };
}

function differ(stamped: string | null, named: string | null): boolean {
  return named !== null && stamped !== named;
}

function describe({ account, region }: Origin): string {
  return `${account ?? 'no account'} in ${region ?? 'no Region'}`;
}
