import { readWatched, watchedKeyOf } from '../../core/prove/watched-hour.ts';
import { watchHours } from '../../lambdas/seal/watch-hours.ts';
import { aCall, type RecordJson } from '../core/judge/records.ts';
import { anHour } from './an-hour.ts';
import type { Fault } from './an-ingest.ts';

export const HOUR = '2026-11-03T10';
export const NOW = Date.parse('2026-11-03T11:35:00Z');
/** Named by the policy; by evidence; by coverage alone. */
export const A = '111122223333';
export const B = '444455556666';
export const C = '777788889999';

export const callOf = (accountId: string, over: RecordJson = {}) =>
  aCall({ recipientAccountId: accountId, ...over });
export const canaryOf = (accountId: string, over: RecordJson = {}) =>
  callOf(accountId, {
    errorCode: 'AccessDenied',
    userIdentity: {
      type: 'AssumedRole',
      arn: `arn:aws:sts::${accountId}:assumed-role/bedrock-geofence-canary-eu-central-1/session`,
      accountId,
    },
    ...over,
  });

/** An organization, watched since the hour before. */
export function anOrganization(faults?: (effect: string, call: number) => Fault) {
  const hour = anHour(NOW, faults);
  const settings = { ...hour.settings, topology: 'organization' as const };
  hour.keep('2026-11-03T09', callOf(A, { eventTime: '2026-11-03T09:30:00Z' }));
  return {
    ...{ ...hour, settings },
    watch: () => watchHours(settings, hour.ports),
    written: (of = HOUR) => {
      const object = hour.objects.get(watchedKeyOf(of));
      return object === undefined ? null : readWatched(object.bytes);
    },
    count: (accountId: string, counted: number | Error, region = 'eu-central-1') =>
      hour.invocations.set(`${accountId} ${region}`, counted),
    cover: (day: string, rows: readonly object[]) =>
      hour.objects.set(`coverage/v1/date=${day}.json`, {
        bytes: Buffer.from(JSON.stringify({ schema: 'coverage/1', rows })),
        writtenMs: NOW,
      }),
  };
}
